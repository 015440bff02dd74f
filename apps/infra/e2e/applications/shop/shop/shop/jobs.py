"""Puts work into the queue."""

import os

import boto3
from flask import Blueprint, request

blueprint = Blueprint("jobs", __name__)


@blueprint.post("/jobs")
def send() -> tuple[dict[str, str], int]:
    answer = boto3.client("sqs").send_message(QueueUrl=os.environ["JOBS_QUEUE_URL"], MessageBody=request.form["text"])
    return {"id": answer["MessageId"]}, 202
