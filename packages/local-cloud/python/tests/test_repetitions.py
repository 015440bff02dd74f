import asyncio

import pytest
from ministack.app import app

from local_cloud import repetitions
from local_cloud.repetitions import answering_once
from tests.asking import ask


class Counter:
    """An application that tells how often it was asked."""

    def __init__(self, status=200, size=0):
        self.asked = 0
        self.status = status
        self.size = size
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, scope, receive, send):
        self.asked += 1
        body = b"%d" % self.asked + b"." * self.size
        await self.may_answer.wait()
        await send({"type": "http.response.start", "status": self.status, "headers": [(b"x-request", b"first")]})
        await send({"type": "http.response.body", "body": body})


def headers(invocation="first", service="elasticloadbalancing"):
    credential = f"Credential=test/20260101/us-east-1/{service}/aws4_request"
    return {"amz-sdk-invocation-id": invocation, "authorization": f"AWS4-HMAC-SHA256 {credential}, Signature=0"}


def bodies(application, *requests):
    async def asking():
        return [(await ask(application, headers=each)).body for each in requests]

    return asyncio.run(asking())


def test_a_repeated_request_gets_the_first_answer():
    async def asking_twice():
        application = answering_once(Counter())
        return await ask(application, headers=headers()), await ask(application, headers=headers())

    first, second = asyncio.run(asking_twice())
    assert second.messages == first.messages
    assert second.body == b"1"


def test_other_requests_are_carried_out():
    assert bodies(answering_once(Counter()), headers("first"), headers("second")) == [b"1", b"2"]


@pytest.mark.parametrize("status", [400, 500, 503])
def test_a_refused_request_is_tried_again(status):
    assert bodies(answering_once(Counter(status)), headers(), headers()) == [b"1", b"2"]


def test_a_request_that_broke_off_is_tried_again():
    counter = Counter()

    async def breaking_off_once(scope, receive, send):
        if counter.asked == 0:
            counter.asked += 1
            raise ConnectionError
        await counter(scope, receive, send)

    async def asking_twice():
        application = answering_once(breaking_off_once)
        with pytest.raises(ConnectionError):
            await ask(application, headers=headers())
        return await ask(application, headers=headers())

    assert asyncio.run(asking_twice()).body == b"2"


def test_a_repetition_waits_for_the_try_that_still_runs():
    async def asking_at_once():
        counter = Counter()
        counter.may_answer.clear()
        application = answering_once(counter)
        tries = [asyncio.create_task(ask(application, headers=headers())) for _ in range(3)]
        await asyncio.sleep(0)
        counter.may_answer.set()
        return [(await each).body for each in tries]

    assert asyncio.run(asking_at_once()) == [b"1", b"1", b"1"]


def test_requests_for_objects_are_carried_out_again():
    assert bodies(answering_once(Counter()), headers(service="s3"), headers(service="s3")) == [b"1", b"2"]


def test_requests_of_no_sdk_are_carried_out_again():
    unsigned = {"amz-sdk-invocation-id": "first"}
    assert bodies(answering_once(Counter()), {}, {}, unsigned, unsigned) == [b"1", b"2", b"3", b"4"]


def test_an_answer_is_forgotten_after_two_minutes():
    clock = [0.0]
    application = answering_once(Counter(), now=lambda: clock[0])
    assert bodies(application, headers()) == [b"1"]
    clock[0] = 119.0
    assert bodies(application, headers()) == [b"1"]
    clock[0] = 121.0
    assert bodies(application, headers()) == [b"2"]


def test_only_so_many_answers_are_kept(monkeypatch):
    monkeypatch.setattr(repetitions, "_MOST_ANSWERS", 2)
    application = answering_once(Counter())
    asked = [headers(name) for name in ("first", "second", "third", "third", "first")]
    assert bodies(application, *asked) == [b"1", b"2", b"3", b"3", b"4"]


def test_only_so_many_bytes_are_kept(monkeypatch):
    monkeypatch.setattr(repetitions, "_MOST_BYTES", 250)
    application = answering_once(Counter(size=100))
    answers = bodies(application, headers("first"), headers("second"), headers("third"), headers("first"))
    assert [body[:1] for body in answers] == [b"1", b"2", b"3", b"4"]


def test_a_large_answer_is_not_kept(monkeypatch):
    monkeypatch.setattr(repetitions, "_LARGEST_ANSWER", 50)
    answers = bodies(answering_once(Counter(size=100)), headers(), headers())
    assert [body[:1] for body in answers] == [b"1", b"2"]


def test_a_load_balancer_whose_answer_got_lost_is_no_duplicate_of_itself():
    async def creating_twice():
        application = answering_once(app)
        sent = {**headers(), "host": "localhost", "content-type": "application/x-www-form-urlencoded"}
        form = b"Action=CreateLoadBalancer&Version=2015-12-01&Name=shop"
        return [await ask(application, headers=sent, body=form) for _ in range(2)]

    first, second = asyncio.run(creating_twice())
    assert first.status == second.status == 200
    assert second.body == first.body
