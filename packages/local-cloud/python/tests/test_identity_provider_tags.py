import pytest
from botocore.exceptions import ClientError
from ministack.services import iam

from tests import sdk


@pytest.fixture
def client():
    yield sdk.client("iam")
    iam.reset()


def test_tags_are_added_changed_and_taken_away(client):
    url = "https://token.actions.githubusercontent.com"
    tags = [{"Key": "Team", "Value": "first"}, {"Key": "Once", "Value": "yes"}]
    arn = client.create_open_id_connect_provider(Url=url, ClientIDList=["sts.amazonaws.com"], Tags=tags)
    named = {"OpenIDConnectProviderArn": arn["OpenIDConnectProviderArn"]}
    changed = [{"Key": "Team", "Value": "second"}, {"Key": "New", "Value": "yes"}]
    client.tag_open_id_connect_provider(**named, Tags=changed)
    client.untag_open_id_connect_provider(**named, TagKeys=["Once"])
    assert client.get_open_id_connect_provider(**named)["Tags"] == changed


def test_a_provider_that_is_not_there_has_no_tags_to_change(client):
    nowhere = {"OpenIDConnectProviderArn": "arn:aws:iam::000000000000:oidc-provider/example.com"}
    for change in (
        lambda: client.tag_open_id_connect_provider(**nowhere, Tags=[{"Key": "a", "Value": "b"}]),
        lambda: client.untag_open_id_connect_provider(**nowhere, TagKeys=["a"]),
    ):
        with pytest.raises(ClientError, match="NoSuchEntity"):
            change()
