"""Refuses to delete a security group that something uses, as EC2 does.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html; the message:
https://github.com/hashicorp/terraform-provider-aws/issues/1671. Endpoints are missing here: the emulator forgets
their groups.
"""

from collections.abc import Iterator

from ministack.services import alb, ec2, ecs, efs, elasticache, rds

_STOPPED = "STOPPED"


def install() -> None:
    delete = ec2._ACTION_MAP["DeleteSecurityGroup"]

    def delete_security_group(params):
        identifier = ec2._p(params, "GroupId")
        if identifier in ec2._security_groups and identifier in _used(apart_from=identifier):
            return ec2._error("DependencyViolation", f"resource {identifier} has a dependent object", 400)
        return delete(params)

    ec2._ACTION_MAP["DeleteSecurityGroup"] = delete_security_group


def _used(apart_from: str) -> Iterator[str]:
    """Of all groups those that are used; a group's own rules do not count."""
    yield from _in_rules_of_others(apart_from)
    for interface in ec2._network_interfaces.values():
        yield from (group["GroupId"] for group in interface.get("Groups", []))
    for balancer in alb._lbs.values():
        yield from balancer.get("SecurityGroups", [])
    yield from _of_tasks()
    for server in (*rds._instances.values(), *rds._clusters.values()):
        yield from (group["VpcSecurityGroupId"] for group in server.get("VpcSecurityGroups", []))
    for cache in (*elasticache._clusters.values(), *elasticache._replication_groups.values()):
        yield from (group["SecurityGroupId"] for group in cache.get("SecurityGroups", []))
    for cache in elasticache._serverless_caches.values():
        yield from cache.get("SecurityGroupIds") or []
    for target in efs._mount_targets.values():
        yield from target.get("SecurityGroups", [])


def _in_rules_of_others(identifier: str) -> Iterator[str]:
    for group in ec2._security_groups.values():
        if group["GroupId"] != identifier:
            for rule in (*group["IpPermissions"], *group["IpPermissionsEgress"]):
                yield from (pair["GroupId"] for pair in rule.get("UserIdGroupPairs", []))


def _of_tasks() -> Iterator[str]:
    """A task has an interface of its own until it has stopped; the emulator keeps only its service's groups."""
    running = {(one["clusterArn"], one["group"]) for one in ecs._tasks.values() if one["lastStatus"] != _STOPPED}
    for service in ecs._services.values():
        if (service["clusterArn"], f"service:{service['serviceName']}") in running:
            network = (service.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
            yield from network.get("securityGroups", [])
