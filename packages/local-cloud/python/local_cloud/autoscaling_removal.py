"""What goes with a scalable target when it is deregistered, and how AWS answers when there is none."""

from moto.applicationautoscaling.models import (
    ApplicationAutoscalingBackend,
    FakeApplicationAutoscalingPolicy,
    applicationautoscaling_backends,
)
from moto.core.exceptions import JsonRESTError

from local_cloud.autoscaling_tags import tags

_ECS_DIMENSION = "ecs:service:DesiredCount"


def install() -> None:
    put_policy = ApplicationAutoscalingBackend.put_scaling_policy
    delete_policy = ApplicationAutoscalingBackend.delete_scaling_policy

    def deregister_scalable_target(self, namespace: str, r_id: str, dimension: str) -> None:
        target = self.targets.get(dimension, {}).pop(r_id, None)
        if target is None:
            raise _not_found(f"No scalable target found for {namespace} {r_id} {dimension}")
        tags.pop(target.arn, None)
        # https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
        self.policies = {key: one for key, one in self.policies.items() if not _belongs(one, r_id, dimension)}
        self.scheduled_actions = [one for one in self.scheduled_actions if not _belongs(one, r_id, dimension)]

    def put_scaling_policy(self, policy_name, service_namespace, resource_id, scalable_dimension, **rest):
        identity = (service_namespace, resource_id, scalable_dimension, policy_name)
        known = self.policies.get(FakeApplicationAutoscalingPolicy.formulate_key(*identity))
        policy = put_policy(self, policy_name, service_namespace, resource_id, scalable_dimension, **rest)
        if known:
            # moto makes a new one; Terraform would see another policy after each change.
            policy.policy_arn, policy.creation_time, policy.alarms = known.policy_arn, known.creation_time, known.alarms
        return policy

    def delete_scaling_policy(self, policy_name, service_namespace, resource_id, scalable_dimension):
        identity = (service_namespace, resource_id, scalable_dimension, policy_name)
        if FakeApplicationAutoscalingPolicy.formulate_key(*identity) not in self.policies:
            raise _not_found(f"No scaling policy {policy_name} found for {resource_id} {scalable_dimension}")
        delete_policy(self, policy_name, service_namespace, resource_id, scalable_dimension)

    for action in (deregister_scalable_target, put_scaling_policy, delete_scaling_policy):
        setattr(ApplicationAutoscalingBackend, action.__name__, action)
    # They are moto's own, which nobody sees.
    FakeApplicationAutoscalingPolicy.delete_alarms = lambda *_: None


def drop_ecs_service(account: str, region: str, cluster: str, service: str) -> None:
    """A deleted service takes its scalable target with it, as several deployments found out.

    https://github.com/hashicorp/terraform-provider-aws/issues/14254, https://github.com/eagletmt/hako/pull/69
    """
    backend = applicationautoscaling_backends[account][region]
    resource = f"service/{cluster}/{service}"
    if resource in backend.targets.get(_ECS_DIMENSION, {}):
        backend.deregister_scalable_target("ecs", resource, _ECS_DIMENSION)


def _belongs(one, resource: str, dimension: str) -> bool:
    return one.resource_id == resource and one.scalable_dimension == dimension


def _not_found(message: str) -> JsonRESTError:
    return JsonRESTError("ObjectNotFoundException", message)
