"""Notes in DynamoDB: one partition per board, sorted by id and therefore by time."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from ulid import ULID

from flask_app.notes.store import InvalidCursorError, Note, Page, StoreUnavailableError

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_dynamodb.type_defs import AttributeValueTypeDef, QueryInputTypeDef

logger = logging.getLogger(__name__)

_BOARD = "main"
# DynamoDB answers within milliseconds. What takes a hundred times as long will not come: one more try, then the
# thread is free for others.
_CONNECT_SECONDS = 1
_READ_SECONDS = 2
_ATTEMPTS = 2


class DynamoDbNoteStore:
    """A table with the partition key `board` and the sort key `id`.

    Asked through boto3's client: its resource takes a tenth more of a page (docs/decisions/0032-boto3-client.md).
    """

    def __init__(self, client: "DynamoDBClient", table_name: str) -> None:
        self._client = client
        self._table_name = table_name

    @classmethod
    def connect(cls, table_name: str, connections: int) -> "DynamoDbNoteStore":
        """The table in the account and region that the environment leads to; nothing is sent yet.

        As many `connections` are kept as threads may use at a time; one more would be thrown away after every use.
        """
        config = Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
            max_pool_connections=connections,
        )
        return cls(boto3.client("dynamodb", config=config), table_name)

    def add(self, text: str) -> Note:
        """Keeps a new note."""
        ulid = ULID()
        with _unavailable():
            self._client.put_item(TableName=self._table_name, Item={**_key(str(ulid)), "text": {"S": text}})
        return Note(str(ulid), text, ulid.datetime)

    def page(self, cursor: str | None, limit: int) -> Page:
        """Up to `limit` notes, newest first."""
        # One more than asked tells whether there is a next page.
        query: QueryInputTypeDef = {
            "TableName": self._table_name,
            "KeyConditionExpression": "board = :board",
            "ExpressionAttributeValues": {":board": {"S": _BOARD}},
            "ScanIndexForward": False,
            # Who has just written a note is led to this page, and must see it there.
            "ConsistentRead": True,
            "Limit": limit + 1,
        }
        if cursor is not None:
            query["ExclusiveStartKey"] = _key(_valid_cursor(cursor))
        with _unavailable():
            items = self._client.query(**query)["Items"]
        shown = items[:limit]
        notes = [note for item in shown if (note := _note(item)) is not None]
        return Page(notes, _last_id(shown) if len(items) > limit else None)

    def delete(self, note_id: str) -> bool:
        """Forgets a note; False when there is none with this id."""
        # DynamoDB refuses a key that is too long, which is not the table's failure.
        if not _is_id(note_id):
            return False
        with _unavailable():
            answer = self._client.delete_item(TableName=self._table_name, Key=_key(note_id), ReturnValues="ALL_OLD")
        return "Attributes" in answer

    def check(self) -> None:
        """Reads the way the page does, so that it needs no permission of its own."""
        self.page(None, 1)


def _key(note_id: str) -> "dict[str, AttributeValueTypeDef]":
    return {"board": {"S": _BOARD}, "id": {"S": note_id}}


def _note(item: "Mapping[str, AttributeValueTypeDef]") -> Note | None:
    """The note in an item; None for one that was not written by this application, which must not take the page down."""
    note_id, text = item["id"]["S"], item.get("text", {}).get("S")
    if not _is_id(note_id) or text is None:
        logger.warning("the item %r of the notes table is no note: it needs a ULID as `id` and a `text`", note_id)
        return None
    return Note(note_id, text, ULID.from_str(note_id).datetime)


def _last_id(items: "Sequence[Mapping[str, AttributeValueTypeDef]]") -> str | None:
    """Where the next page goes on."""
    return next((note_id for item in reversed(items) if _is_id(note_id := item["id"]["S"])), None)


def _is_id(text: str) -> bool:
    try:
        ULID.from_str(text)
    except ValueError:
        return False
    return True


def _valid_cursor(cursor: str) -> str:
    if not _is_id(cursor):
        raise InvalidCursorError(cursor)
    return cursor


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreUnavailableError(f"the notes table does not answer: {error}") from error
