import json

import pytest

from local_cloud import request_record
from local_cloud.callers import Called, Callers
from local_cloud.request_record import Held, RequestRecord

ALLOWED = Held("ecs:CreateService", "allowed")
REFUSED = Held("ecs:CreateService", "refused", "ClientException: no")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cloud" / "requests.jsonl"


def called():
    return [Called("ecs:CreateService", "arn:web"), Called("iam:PassRole", "arn:task")]


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_without_callers_each_operation_stands_there_once_over_all_starts(file):
    for _ in range(2):
        record = RequestRecord(file)
        for held in (ALLOWED, REFUSED, ALLOWED, REFUSED, None):
            record.note(held, "deploy-key", called, 200)
    assert lines(file) == [
        {"operation": "ecs:CreateService", "verdict": "allowed"},
        {"operation": "ecs:CreateService", "verdict": "refused", "message": "ClientException: no"},
    ]


def test_with_callers_there_is_a_line_for_each_action(file):
    record = RequestRecord(file, Callers())
    record.note(ALLOWED, "deploy-key", called, 200)
    record.note(ALLOWED, "key", lambda: [], 200)
    record.note(None, "key", called, 403)
    verdict = {"operation": "ecs:CreateService", "verdict": "allowed"}
    service = {"action": "ecs:CreateService", "resource": "arn:web"}
    role = {"action": "iam:PassRole", "resource": "arn:task"}
    assert lines(file) == [
        {**verdict, "caller": "deploy", **service, "status": 200},
        {**verdict, "caller": "deploy", **role, "status": 200},
        verdict,
        {"caller": "key", **service, "status": 403},
        {"caller": "key", **role, "status": 403},
    ]


def test_without_callers_it_ends_to_grow(file, monkeypatch):
    monkeypatch.setattr(request_record, "_MOST_LINES", 2)
    for _ in range(2):
        record = RequestRecord(file)
        for name in "abc":
            record.note(Held("sqs:CreateQueue", "refused", name), "key", called, 400)
    assert [line["message"] for line in lines(file)] == ["a", "b"]
    RequestRecord(file, Callers()).note(ALLOWED, "key", called, 200)
    assert len(lines(file)) == 4
