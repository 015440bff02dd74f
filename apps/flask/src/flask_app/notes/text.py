"""What may stand in a note."""

MAXIMUM_LENGTH = 1000


class InvalidTextError(ValueError):
    """The message says to the writer what is wrong."""


def valid_text(text: object) -> str:
    """The text without space around it; raises InvalidTextError when it is empty or too long."""
    if not isinstance(text, str) or not text.strip():
        raise InvalidTextError("Write something first.")
    text = text.strip().replace("\r\n", "\n")
    if not _is_storable(text):
        raise InvalidTextError("This text has characters that are not valid Unicode; remove them.")
    if len(text) > MAXIMUM_LENGTH:
        raise InvalidTextError(f"A note has at most {MAXIMUM_LENGTH} characters; this one has {len(text)}.")
    return text


def _is_storable(text: str) -> bool:
    """JSON can escape half of a surrogate pair, which no UTF-8 text can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
