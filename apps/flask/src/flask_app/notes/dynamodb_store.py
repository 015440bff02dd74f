"""Notes in DynamoDB: one partition per board, sorted by id and therefore by time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from ulid import ULID

from flask_app.notes.store import InvalidCursorError, Note, Page, StoreUnavailableError

if TYPE_CHECKING:
    from types_boto3_dynamodb.service_resource import Table
    from types_boto3_dynamodb.type_defs import QueryInputTableQueryTypeDef

_BOARD = "main"
# A request must fail before the load balancer gives up on it, with time for a second try.
_TIMEOUTS = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})


class DynamoDbNoteStore:
    """A table with the partition key `board` and the sort key `id`."""

    def __init__(self, table: "Table") -> None:
        self._table = table

    @classmethod
    def connect(cls, table_name: str) -> "DynamoDbNoteStore":
        """The table in the account and region that the environment leads to; nothing is sent yet."""
        return cls(boto3.resource("dynamodb", config=_TIMEOUTS).Table(table_name))

    def add(self, text: str) -> Note:
        """Keeps a new note."""
        ulid = ULID()
        with _unavailable():
            self._table.put_item(Item={"board": _BOARD, "id": str(ulid), "text": text})
        return Note(str(ulid), text, ulid.datetime)

    def page(self, cursor: str | None, limit: int) -> Page:
        """Up to `limit` notes, newest first."""
        # One more than asked tells whether there is a next page.
        query: QueryInputTableQueryTypeDef = {
            "KeyConditionExpression": "board = :board",
            "ExpressionAttributeValues": {":board": _BOARD},
            "ScanIndexForward": False,
            "Limit": limit + 1,
        }
        if cursor is not None:
            query["ExclusiveStartKey"] = {"board": _BOARD, "id": _valid_cursor(cursor)}
        with _unavailable():
            items = self._table.query(**query)["Items"]
        notes = [_note(str(item["id"]), str(item["text"])) for item in items[:limit]]
        return Page(notes, notes[-1].id if len(items) > limit else None)

    def delete(self, note_id: str) -> bool:
        """Forgets a note; False when there is none with this id."""
        # DynamoDB refuses a key that is too long, which is not the table's failure.
        if not _is_id(note_id):
            return False
        with _unavailable():
            answer = self._table.delete_item(Key={"board": _BOARD, "id": note_id}, ReturnValues="ALL_OLD")
        return "Attributes" in answer

    def check(self) -> None:
        """Reads the way the page does, so that it needs no permission of its own."""
        self.page(None, 1)


def _note(note_id: str, text: str) -> Note:
    return Note(note_id, text, ULID.from_str(note_id).datetime)


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
