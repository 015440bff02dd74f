"""Gives networks IPv6, of which the emulator knows the egress-only gateways alone.

Blocks of VPCs and subnets are kept with them, routes with their table, so that they are saved with them.
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-sizing-ipv6
"""

import ipaddress
import secrets

from ministack.core.responses import get_region
from ministack.services import ec2

_BLOCKS = "Ipv6CidrBlockAssociationSet"
_ASSIGNS = "AssignIpv6AddressOnCreation"
_DESTINATION = "DestinationIpv6CidrBlock"
# Each VPC gets a /56 of it. That range is nobody's: https://www.rfc-editor.org/rfc/rfc3849
_RANGE = ipaddress.IPv6Network("2001:db8::/32")
_VPC_PREFIX = 56
# What Terraform takes for a block of Amazon's.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcIpv6CidrBlockAssociation.html
_POOL = "Amazon"
_FILTER = "ipv6-cidr-block-association.association-id"
_LOCAL = {"GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}
_TARGETS = ("GatewayId", "EgressOnlyInternetGatewayId", "NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId")


def install() -> None:
    _show_blocks()
    _keep_blocks()
    _keep_routes()


def _show_blocks() -> None:
    vpc_xml, subnet_xml, table_xml = ec2._vpc_fields_xml, ec2._subnet_fields_xml, ec2._rtb_fields_xml
    matches_vpc, matches_subnet = ec2._matches_vpc_filters, ec2._matches_subnet_filters

    def show_vpc(vpc, tag="item"):
        return _with_blocks(vpc_xml(vpc, tag), vpc, tag)

    def show_subnet(subnet, tag="item"):
        text = subnet_xml(subnet, tag)
        if subnet.get(_ASSIGNS):
            name = "assignIpv6AddressOnCreation"
            text = text.replace(f"<{name}>false</{name}>", f"<{name}>true</{name}>")
        return _with_blocks(text, subnet, tag)

    def show_table(table, tag="item"):
        blocks = ec2._vpcs.get(table["VpcId"], {}).get(_BLOCKS, [])
        local = [{_DESTINATION: block["Ipv6CidrBlock"], **_LOCAL} for block in blocks]
        return table_xml({**table, "Routes": [*local, *table["Routes"]]}, tag)

    ec2._vpc_fields_xml, ec2._subnet_fields_xml, ec2._rtb_fields_xml = show_vpc, show_subnet, show_table
    ec2._matches_vpc_filters = lambda vpc, filters: matches_vpc(vpc, filters) and _matches(vpc, filters)
    ec2._matches_subnet_filters = lambda subnet, filters: matches_subnet(subnet, filters) and _matches(subnet, filters)


def _keep_blocks() -> None:
    create_vpc, create_subnet = ec2._ACTION_MAP["CreateVpc"], ec2._ACTION_MAP["CreateSubnet"]
    modify_subnet = ec2._ACTION_MAP["ModifySubnetAttribute"]

    def create_vpc_with_block(parameters):
        answer, created = _creating(ec2._vpcs, create_vpc, parameters)
        if created and _wants_block(parameters):
            _associate(created, "vpc", _unused_block(), NetworkBorderGroup=get_region(), Ipv6Pool=_POOL)
            return ec2._xml(200, "CreateVpcResponse", ec2._vpc_fields_xml(created, tag="vpc"))
        return answer

    def create_subnet_with_block(parameters):
        answer, created = _creating(ec2._subnets, create_subnet, parameters)
        if created and (block := ec2._p(parameters, "Ipv6CidrBlock")):
            _associate(created, "subnet", block)
            return ec2._xml(200, "CreateSubnetResponse", ec2._subnet_fields_xml(created, tag="subnet"))
        return answer

    def modify_subnet_attribute(parameters):
        answer = modify_subnet(parameters)
        subnet = ec2._subnets.get(ec2._p(parameters, "SubnetId"))
        if subnet and (value := ec2._p(parameters, f"{_ASSIGNS}.Value")):
            subnet[_ASSIGNS] = value.lower() == "true"
        return answer

    ec2._ACTION_MAP.update(
        CreateVpc=create_vpc_with_block,
        CreateSubnet=create_subnet_with_block,
        ModifySubnetAttribute=modify_subnet_attribute,
        AssociateVpcCidrBlock=_associate_vpc,
        AssociateSubnetCidrBlock=_associate_subnet,
        DisassociateVpcCidrBlock=lambda parameters: _disassociate(parameters, "Vpc", ec2._vpcs),
        DisassociateSubnetCidrBlock=lambda parameters: _disassociate(parameters, "Subnet", ec2._subnets),
    )


def _creating(store, create, parameters):
    """The answer, and what was created; None where it was refused."""
    before = set(store.keys())
    answer = create(parameters)
    return answer, next((store[identifier] for identifier in store if identifier not in before), None)


def _wants_block(parameters) -> bool:
    return ec2._p(parameters, "AmazonProvidedIpv6CidrBlock").lower() == "true"


def _unused_block() -> str:
    used = {block["Ipv6CidrBlock"] for vpc in ec2._vpcs.values() for block in vpc.get(_BLOCKS, [])}
    while True:
        number = secrets.randbelow(1 << (_VPC_PREFIX - _RANGE.prefixlen))
        address = int(_RANGE.network_address) + (number << (_RANGE.max_prefixlen - _VPC_PREFIX))
        block = f"{ipaddress.IPv6Address(address)}/{_VPC_PREFIX}"
        if block not in used:
            return block


def _associate(owner, kind: str, block: str, **more: str) -> dict[str, str]:
    association = {"AssociationId": f"{kind}-cidr-assoc-{secrets.token_hex(9)[:17]}", "Ipv6CidrBlock": block, **more}
    owner.setdefault(_BLOCKS, []).append(association)
    return association


def _associate_vpc(parameters):
    identifier = ec2._p(parameters, "VpcId")
    if identifier not in ec2._vpcs:
        return ec2._error("InvalidVpcID.NotFound", f"The vpc ID '{identifier}' does not exist", 400)
    if not _wants_block(parameters):
        return ec2._error("UnsupportedOperation", "The local cloud gives a VPC a block of Amazon's alone.", 400)
    border = {"NetworkBorderGroup": get_region(), "Ipv6Pool": _POOL}
    association = _associate(ec2._vpcs[identifier], "vpc", _unused_block(), **border)
    return _associated("AssociateVpcCidrBlock", f"<vpcId>{identifier}</vpcId>", association)


def _associate_subnet(parameters):
    identifier = ec2._p(parameters, "SubnetId")
    if identifier not in ec2._subnets:
        return ec2._error("InvalidSubnetID.NotFound", f"The subnet ID '{identifier}' does not exist", 400)
    association = _associate(ec2._subnets[identifier], "subnet", ec2._p(parameters, "Ipv6CidrBlock"))
    return _associated("AssociateSubnetCidrBlock", f"<subnetId>{identifier}</subnetId>", association)


def _disassociate(parameters, kind: str, store):
    wanted, element = ec2._p(parameters, "AssociationId"), f"{kind.lower()}Id"
    for identifier, owner in store.items():
        for association in owner.get(_BLOCKS, []):
            if association["AssociationId"] == wanted:
                owner[_BLOCKS].remove(association)
                named = f"<{element}>{identifier}</{element}>"
                return _associated(f"Disassociate{kind}CidrBlock", named, association, "disassociating")
    # https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ec2/errors.go
    code = f"Invalid{kind}CidrBlockAssociationID.NotFound"
    return ec2._error(code, f"The {kind.lower()} CIDR block association ID '{wanted}' does not exist", 400)


def _associated(operation: str, named: str, association, state: str = "associating"):
    inner = f"{named}<ipv6CidrBlockAssociation>{_fields(association, state)}</ipv6CidrBlockAssociation>"
    return ec2._xml(200, f"{operation}Response", inner)


def _keep_routes() -> None:
    for operation, change in (
        ("CreateRoute", _create_route),
        ("ReplaceRoute", _replace_route),
        ("DeleteRoute", _delete_route),
    ):
        ec2._ACTION_MAP[operation] = _where_ipv6(change, ec2._ACTION_MAP[operation])


def _where_ipv6(change, otherwise):
    """Answers by `change` where a route of IPv6 is asked for in a table that is there."""

    def answer(parameters):
        table, destination = _table(parameters), ec2._p(parameters, _DESTINATION)
        return change(table, destination, parameters) if table and destination else otherwise(parameters)

    return answer


def _create_route(table, destination: str, parameters):
    if _route(table, destination):
        message = f"The route identified by {destination} already exists."
        return ec2._error("RouteAlreadyExists", message, 400)
    route = {_DESTINATION: destination, **_target(parameters), "State": "active", "Origin": "CreateRoute"}
    table["Routes"].append(route)
    return _done("CreateRoute")


def _replace_route(table, destination: str, parameters):
    route = _route(table, destination)
    if not route:
        return _no_such_route(table, destination)
    for target in _TARGETS:
        route.pop(target, None)
    route.update(_target(parameters))
    return _done("ReplaceRoute")


def _delete_route(table, destination: str, _parameters):
    route = _route(table, destination)
    if not route:
        return _no_such_route(table, destination)
    table["Routes"].remove(route)
    return _done("DeleteRoute")


def _done(operation: str):
    return ec2._xml(200, f"{operation}Response", "<return>true</return>")


def _table(parameters):
    return ec2._route_tables.get(ec2._p(parameters, "RouteTableId"))


def _route(table, destination: str):
    return next((route for route in table["Routes"] if route.get(_DESTINATION) == destination), None)


def _target(parameters) -> dict[str, str]:
    return {name: value for name in _TARGETS if (value := ec2._p(parameters, name))}


# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
def _no_such_route(table, destination: str):
    message = f"no route with destination-ipv6-cidr-block {destination} in route table {table['RouteTableId']}"
    return ec2._error("InvalidRoute.NotFound", message, 400)


def _matches(owner, filters) -> bool:
    """Terraform looks for the owner of a block by the block's association."""
    wanted = filters.get(_FILTER)
    return wanted is None or any(block["AssociationId"] in wanted for block in owner.get(_BLOCKS, []))


def _with_blocks(text: str, owner, tag: str) -> str:
    items = "".join(f"<item>{_fields(block, 'associated')}</item>" for block in owner.get(_BLOCKS, []))
    end = f"</{tag}>"
    blocks = f"<ipv6CidrBlockAssociationSet>{items}</ipv6CidrBlockAssociationSet>"
    return text.removesuffix(end) + (blocks if items else "") + end


def _fields(association: dict[str, str], state: str) -> str:
    elements = {f"{name[0].lower()}{name[1:]}": value for name, value in association.items()}
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
    return f"{fields}<ipv6CidrBlockState><state>{state}</state></ipv6CidrBlockState>"
