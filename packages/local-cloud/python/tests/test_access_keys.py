import base64

import pytest
from ministack.services import ecs, iam, imds, sts

from local_cloud import access_keys
from local_cloud.access_keys import AccessKeys, TaskCredentialPaths, access_key_of, admitting

KEY = "C0FFEE"
SIGNATURE = "AWS4-HMAC-SHA256 Credential={}/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0"

keys = AccessKeys(KEY)

_REPLACED = (
    (ecs, "_register_metadata"),
    (iam, "_gen_access_key_id"),
    (iam, "_gen_session_access_key"),
    (imds, "_gen_session_access_key"),
    (sts, "_gen_session_access_key"),
)


def admits(path="/", query="", paths=None, **headers):
    named = {"host": "localhost:4566", **headers}
    scope = {
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }
    return admitting(keys, paths or TaskCredentialPaths())(scope)


def basic(access_key):
    return "Basic " + base64.b64encode(f"AWS:{access_key}".encode()).decode()


def bearer(access_key):
    return "Bearer " + base64.urlsafe_b64encode(access_key.encode()).decode()


def test_knows_its_own_key_also_in_a_role_and_what_it_issued():
    for access_key in (KEY, f"readonly-{KEY}", f"readonly-planner-{KEY}", keys.issue(), keys.issue("AKIA")):
        assert keys.knows(access_key), access_key


@pytest.mark.parametrize(
    "access_key", ["", "test", "-", f"{KEY}-", KEY[:-1], f"{KEY}0", "ASIA", "ASIA" + "0" * 16, "ü", "000000000000"]
)
def test_knows_no_other(access_key):
    assert not keys.knows(access_key)


def test_knows_no_key_that_another_cloud_issued_and_none_that_was_changed():
    assert not keys.knows(AccessKeys("OTHER").issue())
    issued = keys.issue()
    assert not keys.knows(issued[:-1] + ("0" if issued[-1] != "0" else "1"))
    assert not keys.knows("AROA" + issued[4:])


def test_issues_no_key_twice():
    assert keys.issue() != keys.issue()


def test_finds_who_signed_in_every_place_where_that_is_written():
    assert access_key_of(SIGNATURE.format(KEY), "") == KEY
    assert access_key_of("", f"X-Amz-Credential={KEY}%2F20260101%2Fus-east-1%2Fs3%2Faws4_request") == KEY
    assert access_key_of("", f"AWSAccessKeyId={KEY}&Signature=x") == KEY
    assert access_key_of(basic(KEY), "") == KEY
    assert access_key_of(bearer(KEY), "") == KEY
    for nobody in ("", "Basic !", "Basic YQ==", "Bearer", "Bearer /w==", "Digest x", "AWS4-HMAC-SHA256"):
        assert access_key_of(nobody, "") is None


def test_an_address_does_not_speak_for_a_request_that_another_signed():
    assert not admits(query=f"X-Amz-Credential={KEY}/1", authorization=SIGNATURE.format("other"))


def test_admits_whose_key_it_knows_and_nobody_else():
    assert admits(authorization=SIGNATURE.format(KEY))
    assert admits(query=f"X-Amz-Credential={KEY}/1")
    assert not admits()
    assert not admits(authorization=SIGNATURE.format("test"))
    for path in ("/_ministack/reset", "/latest/meta-data/iam/security-credentials/x", "/bucket/key"):
        assert not admits(path), path


def test_hands_the_registry_who_has_no_login_yet_so_that_it_says_where_to_log_in():
    assert admits("/v2/")
    assert admits("/v2/page/manifests/1.0")
    assert not admits("/v2/page/manifests/1.0", authorization=basic("test"))
    assert not admits("/v2/page")
    # An object of a bucket may have such a name.
    assert not admits("/v2/page/manifests/1.0", host="bucket.localhost:4566")


def test_a_container_gets_the_credentials_that_are_its_own(monkeypatch):
    for module, name in _REPLACED:
        # Put back afterwards.
        monkeypatch.setattr(module, name, getattr(module, name))
    paths = TaskCredentialPaths()
    environment: dict[str, str] = {}
    access_keys.install(keys, paths)
    family, container = {"family": "web", "revision": 1}, {"name": "web", "image": "web"}
    ecs._register_metadata("arn:task", "arn:cluster", family, container, "FARGATE", environment, True, None)
    document = imds._ecs_task_credentials_doc()
    path = "/v2/credentials/" + environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"].rpartition("/")[2]
    word = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
    assert admits(path, paths=paths, authorization=word)
    assert not admits(path, paths=paths)
    assert not admits(path, paths=paths, authorization=word[:-1])
    assert not admits("/v2/credentials/other", paths=paths, authorization=word)
    assert admits(authorization=SIGNATURE.format(document["AccessKeyId"]))
    metadata_path = "/v4/" + environment["ECS_CONTAINER_METADATA_URI_V4"].rpartition("/")[2]
    assert admits(metadata_path)
    assert admits(f"{metadata_path}/task")
    assert not admits("/v4/somethingelse")
