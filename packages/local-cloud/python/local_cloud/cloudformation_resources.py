"""Of CloudFormation the resources that these stacks have; others may run code, as custom resources do."""

from ministack.services.cloudformation import provisioners

_ALLOWED = {"AWS::ElastiCache::User"}


def install() -> None:
    for kind in provisioners._RESOURCE_HANDLERS.keys() - _ALLOWED:
        del provisioners._RESOURCE_HANDLERS[kind]
