import json

import pytest
from ministack.services import ecs

SPOT = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
BOTH = [{"capacityProvider": "FARGATE", "base": 1, "weight": 0}, *SPOT]
MESSAGE = (
    "When switching from launch type to capacity provider strategy on an existing service, or making a change to a "
    "capacity provider strategy on a service that is already using one, you must force a new deployment."
)


def ask(action, **parameters):
    status, _, body = ecs._ACTION_MAP[action](parameters)
    return status, json.loads(body)


@pytest.fixture
def create():
    def created(**how):
        ask("CreateCluster", clusterName="main")
        container = {"name": "web", "image": "web", "essential": True}
        ask("RegisterTaskDefinition", family="web", containerDefinitions=[container])
        ask("CreateService", cluster="main", serviceName="web", taskDefinition="web", desiredCount=0, **how)

    return created


@pytest.mark.parametrize("how", [{"launchType": "FARGATE"}, {"capacityProviderStrategy": BOTH}])
def test_another_strategy_needs_a_forced_deployment(create, how):
    create(**how)
    status, answer = ask("UpdateService", cluster="main", service="web", capacityProviderStrategy=SPOT)
    assert (status, answer["__type"], answer["message"]) == (400, "InvalidParameterException", MESSAGE)
    status, answer = ask(
        "UpdateService", cluster="main", service="web", capacityProviderStrategy=SPOT, forceNewDeployment=True
    )
    assert (status, answer["service"]["capacityProviderStrategy"]) == (200, SPOT)


def test_the_same_strategy_in_another_order_is_no_change(create):
    create(capacityProviderStrategy=BOTH)
    same = [{"capacityProvider": "FARGATE_SPOT", "weight": 1, "base": 0}, {"capacityProvider": "FARGATE", "base": 1}]
    assert ask("UpdateService", cluster="main", service="web", capacityProviderStrategy=same)[0] == 200


def test_other_changes_need_none(create):
    create(capacityProviderStrategy=BOTH)
    assert ask("UpdateService", cluster="main", service="web", desiredCount=0)[0] == 200


def test_a_service_that_is_not_there_is_not_found(create):
    create(launchType="FARGATE")
    status, answer = ask("UpdateService", cluster="main", service="other", capacityProviderStrategy=SPOT)
    assert (status, answer["__type"]) == (400, "ServiceNotFoundException")
