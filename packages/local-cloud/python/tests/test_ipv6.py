import ipaddress

import pytest
from botocore.exceptions import ClientError
from ministack.services import ec2

from tests import sdk

ANYWHERE = "::/0"


@pytest.fixture
def client():
    yield sdk.client("ec2")
    ec2.reset()


@pytest.fixture
def vpc(client):
    return client.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]


def vpc_of(client, association):
    """As Terraform looks for it: among all VPCs, by the association."""
    # https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ec2/find.go
    wanted = {"Name": "ipv6-cidr-block-association.association-id", "Values": [association]}
    return client.describe_vpcs(Filters=[wanted])["Vpcs"]


def subnet_of(client, association):
    wanted = {"Name": "ipv6-cidr-block-association.association-id", "Values": [association]}
    return client.describe_subnets(Filters=[wanted])["Subnets"]


def first_64(block):
    return str(next(ipaddress.IPv6Network(block).subnets(new_prefix=64)))


def routes(client, table):
    (described,) = client.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    return [route for route in described["Routes"] if "DestinationIpv6CidrBlock" in route]


def test_a_vpc_has_a_block_of_amazons_from_its_creation_on(client, vpc):
    (created,) = vpc["Ipv6CidrBlockAssociationSet"]
    (found,) = vpc_of(client, created["AssociationId"])
    assert found["VpcId"] == vpc["VpcId"]
    (block,) = found["Ipv6CidrBlockAssociationSet"]
    assert ipaddress.IPv6Network(block["Ipv6CidrBlock"]).prefixlen == 56
    assert (block["Ipv6CidrBlockState"], block["Ipv6Pool"], block["NetworkBorderGroup"]) == (
        {"State": "associated"},
        "Amazon",
        "us-east-1",
    )


def test_two_vpcs_have_different_blocks(client, vpc):
    other = client.create_vpc(CidrBlock="10.1.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]
    blocks = {one["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"] for one in (vpc, other)}
    assert len(blocks) == 2


def test_a_vpc_without_ipv6_has_no_block(client):
    vpc = client.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=False)["Vpc"]
    assert "Ipv6CidrBlockAssociationSet" not in vpc


def test_a_vpc_gets_its_block_later_and_gives_it_back(client):
    identifier = client.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    association = client.associate_vpc_cidr_block(VpcId=identifier, AmazonProvidedIpv6CidrBlock=True)
    named = association["Ipv6CidrBlockAssociation"]["AssociationId"]
    (found,) = vpc_of(client, named)
    assert (found["VpcId"], association["VpcId"]) == (identifier, identifier)
    given_back = client.disassociate_vpc_cidr_block(AssociationId=named)
    assert given_back["Ipv6CidrBlockAssociation"]["Ipv6CidrBlockState"] == {"State": "disassociating"}
    assert vpc_of(client, named) == []
    with pytest.raises(ClientError, match=r"InvalidVpcCidrBlockAssociationID\.NotFound"):
        client.disassociate_vpc_cidr_block(AssociationId=named)


def test_a_subnet_has_a_block_and_gives_its_interfaces_addresses(client, vpc):
    block = first_64(vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"])
    subnet = client.create_subnet(VpcId=vpc["VpcId"], CidrBlock="10.0.1.0/24", Ipv6CidrBlock=block)["Subnet"]
    assert subnet["AssignIpv6AddressOnCreation"] is False
    client.modify_subnet_attribute(SubnetId=subnet["SubnetId"], AssignIpv6AddressOnCreation={"Value": True})
    (found,) = client.describe_subnets(SubnetIds=[subnet["SubnetId"]])["Subnets"]
    assert found["AssignIpv6AddressOnCreation"] is True
    (associated,) = found["Ipv6CidrBlockAssociationSet"]
    assert (associated["Ipv6CidrBlock"], associated["Ipv6CidrBlockState"]) == (block, {"State": "associated"})
    assert subnet_of(client, associated["AssociationId"]) == [found]


def test_a_subnet_gets_its_block_later_and_gives_it_back(client, vpc):
    identifier = client.create_subnet(VpcId=vpc["VpcId"], CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    block = first_64(vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"])
    association = client.associate_subnet_cidr_block(SubnetId=identifier, Ipv6CidrBlock=block)
    named = association["Ipv6CidrBlockAssociation"]["AssociationId"]
    assert [subnet["SubnetId"] for subnet in subnet_of(client, named)] == [identifier]
    client.disassociate_subnet_cidr_block(AssociationId=named)
    assert subnet_of(client, named) == []


def test_tables_have_a_route_to_the_vpcs_own_block(client, vpc):
    table = client.create_route_table(VpcId=vpc["VpcId"])["RouteTable"]["RouteTableId"]
    block = vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
    local = {"DestinationIpv6CidrBlock": block, "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}
    assert routes(client, table) == [local]


def test_a_route_out_goes_by_the_egress_only_gateway_then_by_another_and_is_deleted(client, vpc):
    gateway = client.create_egress_only_internet_gateway(VpcId=vpc["VpcId"])["EgressOnlyInternetGateway"]
    identifier = gateway["EgressOnlyInternetGatewayId"]
    described = client.describe_egress_only_internet_gateways(EgressOnlyInternetGatewayIds=[identifier])
    (found,) = described["EgressOnlyInternetGateways"]
    assert found["Attachments"] == [{"State": "attached", "VpcId": vpc["VpcId"]}]
    table = client.create_route_table(VpcId=vpc["VpcId"])["RouteTable"]["RouteTableId"]
    route = {"RouteTableId": table, "DestinationIpv6CidrBlock": ANYWHERE}
    client.create_route(**route, EgressOnlyInternetGatewayId=identifier)
    client.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId="nat-1")
    kept = {"DestinationIpv6CidrBlock": ANYWHERE, "Origin": "CreateRoute", "State": "active"}
    assert routes(client, table)[1:] == [{**kept, "EgressOnlyInternetGatewayId": identifier}]
    with pytest.raises(ClientError, match="RouteAlreadyExists"):
        client.create_route(**route, EgressOnlyInternetGatewayId=identifier)
    client.replace_route(**route, GatewayId="igw-1")
    assert routes(client, table)[1:] == [{**kept, "GatewayId": "igw-1"}]
    client.delete_route(**route)
    assert routes(client, table)[1:] == []
    with pytest.raises(ClientError, match=r"InvalidRoute\.NotFound"):
        client.delete_route(**route)
    (others,) = client.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    assert "0.0.0.0/0" in [each.get("DestinationCidrBlock") for each in others["Routes"]]


def test_an_ipv4_route_has_no_ipv6_destination(client, vpc):
    table = client.create_route_table(VpcId=vpc["VpcId"])["RouteTable"]["RouteTableId"]
    client.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId="igw-1")
    client.delete_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0")
    assert len(routes(client, table)) == 1
