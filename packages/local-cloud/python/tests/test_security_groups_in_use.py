import asyncio
import json
import re
from urllib.parse import urlencode

import pytest
from ministack.app import app
from ministack.services import alb, ec2, ecs, efs, elasticache, rds

from tests.asking import ask
from tests.emulated_load_balancer import elb

HEADERS = {
    "host": "localhost",
    "content-type": "application/x-www-form-urlencoded",
    "authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request",
}


async def ask_ec2(action, **parameters):
    form = {"Action": action, "Version": "2016-11-15"}
    form.update({name.replace("_", "."): value for name, value in parameters.items()})
    return await ask(app, headers=HEADERS, body=urlencode(form).encode())


async def group(name):
    created = await ask_ec2("CreateSecurityGroup", GroupName=name, GroupDescription=name)
    return re.findall("<groupId>(.*?)</groupId>", created.body.decode())[0]


async def delete(identifier):
    """The error's code and message; None where it is gone."""
    answer = await ask_ec2("DeleteSecurityGroup", GroupId=identifier)
    if answer.status == 200:
        return None
    text = answer.body.decode()
    return re.findall("<Code>(.*?)</Code>", text)[0], re.findall("<Message>(.*?)</Message>", text)[0]


def refused(identifier):
    return "DependencyViolation", f"resource {identifier} has a dependent object"


def rule(identifier, of):
    permission = {"IpProtocol": "tcp", "FromPort": "80", "ToPort": "80", "Groups_1_GroupId": of}
    named = {f"IpPermissions_1_{name}": value for name, value in permission.items()}
    return {"GroupId": identifier, **named}


def test_a_group_that_another_s_rule_names_stays_until_the_rule_goes():
    async def asking():
        tasks, database = await group("tasks"), await group("database")
        await ask_ec2("AuthorizeSecurityGroupIngress", **rule(database, of=tasks))
        before = await delete(tasks)
        await ask_ec2("RevokeSecurityGroupIngress", **rule(database, of=tasks))
        return tasks, before, await delete(tasks)

    tasks, before, after = asyncio.run(asking())
    assert before == refused(tasks)
    assert after is None


def test_a_group_s_own_rules_do_not_keep_it():
    async def asking():
        tasks = await group("tasks")
        await ask_ec2("AuthorizeSecurityGroupIngress", **rule(tasks, of=tasks))
        return await delete(tasks)

    assert asyncio.run(asking()) is None


def test_a_load_balancer_keeps_its_group_until_it_is_deleted():
    async def asking():
        identifier = await group("alb")
        await elb("CreateLoadBalancer", Name="shop", SecurityGroups_member_1=identifier)
        before = await delete(identifier)
        await elb("DeleteLoadBalancer", LoadBalancerArn=next(iter(alb._lbs)))
        return identifier, before, await delete(identifier)

    identifier, before, after = asyncio.run(asking())
    assert before == refused(identifier)
    assert after is None


def do(action, **parameters):
    status, _, body = ecs._ACTION_MAP[action](parameters)
    assert status == 200, body
    return json.loads(body)


def test_a_service_keeps_the_group_of_its_tasks_until_they_have_stopped():
    async def asking():
        identifier = await group("tasks")
        do("CreateCluster", clusterName="main")
        container = {"name": "web", "image": "web", "essential": True}
        do("RegisterTaskDefinition", family="web", containerDefinitions=[container])
        network = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": [identifier]}}
        service = {"cluster": "main", "taskDefinition": "web", "networkConfiguration": network}
        do("CreateService", serviceName="web", desiredCount=1, **service)
        before = await delete(identifier)
        do("UpdateService", cluster="main", service="web", desiredCount=0)
        do("DeleteService", cluster="main", service="web")
        return identifier, before, await delete(identifier)

    identifier, before, after = asyncio.run(asking())
    assert before == refused(identifier)
    assert after is None


@pytest.mark.parametrize(
    ("store", "used"),
    [
        (rds._instances, lambda one: {"VpcSecurityGroups": [{"VpcSecurityGroupId": one}]}),
        (rds._clusters, lambda one: {"VpcSecurityGroups": [{"VpcSecurityGroupId": one}]}),
        (elasticache._replication_groups, lambda one: {"SecurityGroups": [{"SecurityGroupId": one}]}),
        (elasticache._clusters, lambda one: {"SecurityGroups": [{"SecurityGroupId": one}]}),
        (elasticache._serverless_caches, lambda one: {"SecurityGroupIds": [one]}),
        (efs._mount_targets, lambda one: {"SecurityGroups": [one]}),
        (ec2._network_interfaces, lambda one: {"Groups": [{"GroupId": one}]}),
    ],
)
def test_what_stands_in_a_subnet_keeps_its_group(store, used):
    async def asking():
        identifier = await group("data")
        store["one"] = used(identifier)
        try:
            before = await delete(identifier)
        finally:
            del store["one"]
        return identifier, before, await delete(identifier)

    identifier, before, after = asyncio.run(asking())
    assert before == refused(identifier)
    assert after is None
