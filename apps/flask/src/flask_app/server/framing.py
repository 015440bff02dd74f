"""Tells when all of a request has arrived. Decides nothing else: gunicorn parses, and refuses, what is handed to it."""

import re

_HEAD_END = b"\r\n\r\n"
# Far more than a load balancer lets through: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
_LONGEST_HEAD_BYTES = 64 * 1024
_LONGEST_CHUNK_LINE_BYTES = 1024
_HAS_BODY = re.compile(rb"\r\n(?:content-length|transfer-encoding)[ \t]*:", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_CONTINUE = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class RefusedError(Exception):
    """What has arrived will never be a request that is answered."""

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


def has_no_body(received: bytes) -> bool:
    """Whether this is all of a request without a body, as nearly every one is."""
    return received.endswith(_HEAD_END) and not _HAS_BODY.search(received)


class Framing:
    """Where one request ends in the bytes that have arrived so far."""

    def __init__(self, longest_body_bytes: int) -> None:
        self._longest_body = longest_body_bytes
        self._scanned = 0
        self._head_bytes: int | None = None
        self._length: int | None = None
        self._chunk_at = 0
        self._chunked_bytes = 0
        self.expects_continue = False
        """The client sends its body only after an interim answer."""
        self.exceeds_limit = False
        """The body is longer than the application takes. It counts as whole at once, and nobody must read it."""

    def is_whole(self, received: bytearray) -> bool:
        """Whether a thread that takes the request now never waits for its client.

        Raises RefusedError for what has no end.
        """
        if self._head_bytes is None and not self._read_head(received):
            if len(received) > _LONGEST_HEAD_BYTES:
                raise RefusedError(431, "Request Header Fields Too Large", "The header fields are too long.")
            return False
        if self._length is not None:
            return self.exceeds_limit or len(received) - (self._head_bytes or 0) >= self._length
        return self._chunks_are_whole(received)

    def _read_head(self, received: bytearray) -> bool:
        end = received.find(_HEAD_END, max(0, self._scanned - len(_HEAD_END)))
        self._scanned = len(received)
        if end < 0:
            return False
        self._head_bytes = self._chunk_at = end + len(_HEAD_END)
        if not _HAS_BODY.search(received, 0, self._head_bytes):
            self._length = 0
            return True
        self.expects_continue = _CONTINUE.search(received, 0, self._head_bytes) is not None
        if not _CHUNKED.search(received, 0, self._head_bytes):
            length = _LENGTH.search(received, 0, self._head_bytes)
            # What is no number is for the parser to refuse.
            self._length = int(length[1]) if length else 0
            self.exceeds_limit = self._length > self._longest_body
        return True

    def _chunks_are_whole(self, received: bytearray) -> bool:
        """Walks from chunk to chunk; goes on where it stopped. What is no chunk is for the parser to refuse."""
        while True:
            line_end = received.find(b"\r\n", self._chunk_at)
            if line_end < 0:
                if len(received) - self._chunk_at > _LONGEST_CHUNK_LINE_BYTES:
                    raise RefusedError(400, "Bad Request", "The size of a chunk has no end.")
                return False
            try:
                size = int(bytes(received[self._chunk_at : line_end]).split(b";")[0].strip(), 16)
            except ValueError:
                return True
            if size <= 0:
                return self._trailers_are_whole(received, line_end)
            if self._chunked_bytes + size > self._longest_body:
                raise RefusedError(413, "Request Entity Too Large", "The body is too long.")
            following = line_end + 2 + size + 2
            if len(received) < following:
                return False
            self._chunked_bytes += size
            self._chunk_at = following

    def _trailers_are_whole(self, received: bytearray, line_end: int) -> bool:
        if received.find(_HEAD_END, line_end) >= 0:
            return True
        if len(received) - line_end > _LONGEST_HEAD_BYTES:
            raise RefusedError(431, "Request Header Fields Too Large", "The trailers are too long.")
        return False
