import json

import pytest
from ministack.services import ecs

from local_cloud import services

deleted: list[tuple[str, str, str, str]] = []


@pytest.fixture(scope="module", autouse=True)
def told_of_deletions():
    services.install(on_deletion=lambda *service: deleted.append(service))


@pytest.fixture(autouse=True)
def nothing_told():
    deleted.clear()


def do(action, **parameters):
    status, _, body = ecs._ACTION_MAP[action](parameters)
    assert status == 200, body
    return json.loads(body)


def test_a_service_replaces_a_task_that_somebody_stopped():
    do("CreateCluster", clusterName="main")
    container = {"name": "worker", "image": "worker", "essential": True}
    do("RegisterTaskDefinition", family="worker", containerDefinitions=[container])
    do("CreateService", cluster="main", serviceName="worker", taskDefinition="worker", desiredCount=1)

    def running():
        return do("ListTasks", cluster="main", serviceName="worker", desiredStatus="RUNNING")["taskArns"]

    [task] = running()
    do("StopTask", cluster="main", task=task)
    [successor] = running()
    assert successor != task


def test_keeps_how_a_service_is_called_over_its_deployments():
    do("CreateCluster", clusterName="main")
    container = {"name": "pricing", "image": "pricing", "essential": True}
    do("RegisterTaskDefinition", family="pricing", containerDefinitions=[container])
    connect = {"enabled": True, "namespace": "arn:namespace", "services": [{"portName": "pricing"}]}
    service = {"cluster": "main", "taskDefinition": "pricing", "desiredCount": 0}
    do("CreateService", serviceName="pricing", serviceConnectConfiguration=connect, **service)
    do("UpdateService", service="pricing", forceNewDeployment=True, **service)
    [described] = do("DescribeServices", cluster="main", services=["pricing"])["services"]
    newest = described["deployments"][0]
    assert newest["status"] == "PRIMARY"
    assert newest["serviceConnectConfiguration"] == connect
    other = {**connect, "services": []}
    do("UpdateService", service="pricing", serviceConnectConfiguration=other, **service)
    [described] = do("DescribeServices", cluster="main", services=["pricing"])["services"]
    assert described["deployments"][0]["serviceConnectConfiguration"] == other


def test_tells_of_a_deleted_service_under_its_name_and_its_cluster():
    do("CreateCluster", clusterName="main")
    container = {"name": "web", "image": "web", "essential": True}
    do("RegisterTaskDefinition", family="web", containerDefinitions=[container])
    service = do("CreateService", cluster="main", serviceName="web", taskDefinition="web", desiredCount=0)["service"]
    do("DeleteService", cluster=service["clusterArn"], service=service["serviceArn"])
    assert deleted == [("000000000000", "us-east-1", "main", "web")]


def test_tells_of_none_where_none_was_deleted():
    status, _, _ = ecs._ACTION_MAP["DeleteService"]({"cluster": "main", "service": "web"})
    assert status == 400
    assert deleted == []
