"""Takes orders: the order into Postgres, its picture into the bucket, the work into the queue."""

import json
import os
from urllib.request import urlopen
from uuid import uuid4

import boto3
from flask import Blueprint, render_template_string, request, session

from shop.database import Order, database

blueprint = Blueprint("orders", __name__)


_COUNTER = """<!doctype html><title>Shop</title>
<h1>What would you like?</h1>
<form action="/orders" method="post"><input name="text" aria-label="Order"><button>Order</button></form>
<p>Ordered by you: <output>{{ session.get("ordered", 0) }}</output></p>
"""


@blueprint.get("/")
def counter() -> str:
    return render_template_string(_COUNTER)


@blueprint.get("/prices/<thing>")
def price(thing: str) -> dict[str, object]:
    with urlopen(f"{os.environ['PRICES_URL']}/prices/{thing}", timeout=5) as answer:
        return json.load(answer)


@blueprint.post("/orders")
def place() -> tuple[dict[str, object], int]:
    order = Order(text=request.form["text"], picture=_keep(request.form.get("picture")))
    database.session.add(order)
    database.session.commit()
    session["ordered"] = session.get("ordered", 0) + 1
    boto3.client("sqs").send_message(QueueUrl=os.environ["JOBS_QUEUE_URL"], MessageBody=f"order:{order.id}")
    return _shown(order), 201


@blueprint.get("/orders")
def all_orders() -> list[dict[str, object]]:
    return [_shown(order) for order in database.session.scalars(database.select(Order).order_by(Order.id))]


@blueprint.get("/orders/<int:number>/picture")
def picture(number: int) -> bytes:
    order = database.get_or_404(Order, number)
    kept = boto3.client("s3").get_object(Bucket=os.environ["UPLOADS_BUCKET_NAME"], Key=order.picture)
    return kept["Body"].read()


def _keep(content: str | None) -> str | None:
    if content is None:
        return None
    key = f"pictures/{uuid4()}"
    boto3.client("s3").put_object(Bucket=os.environ["UPLOADS_BUCKET_NAME"], Key=key, Body=content.encode())
    return key


def _shown(order: Order) -> dict[str, object]:
    return {"id": order.id, "text": order.text, "picture": order.picture, "done": order.done_at is not None}
