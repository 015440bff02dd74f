import boto3

from flask_app.notes.dynamodb_store import DynamoDbNoteStore


def test_reads_see_what_was_just_written(table_name: str) -> None:
    client = boto3.client("dynamodb")
    asked: list[dict[str, object]] = []
    client.meta.events.register("provide-client-params.dynamodb.Query", lambda params, **_: asked.append(params))
    DynamoDbNoteStore(client, table_name).page(None, 1)
    [query] = asked
    assert query["ConsistentRead"] is True
