"""The patterns of AWS's API models, compiled.

They are written for Java, where `\\p{L}` and surrogate pairs are known; `regex` knows the first, Python's `re` neither.
A value must match as a whole: AWS's services answer so also where a pattern has no anchors, as
https://github.com/awslabs/aws-embedded-metrics-java/issues/65 shows for `[\\.\\-_/#A-Za-z0-9]+`.
"""

import functools
import logging

import regex

_logger = logging.getLogger("local_cloud.models")
# All characters that Java needs two of its own for.
_SURROGATES = (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
_LETTERS_OF_ALL_LANGUAGES = r"\p{L}"
# What cannot be compiled is not checked, and stands here and in the log.
not_compiled: set[str] = set()


@functools.cache
def compiled(pattern: str) -> regex.Pattern[str] | None:
    """None where it cannot be compiled."""
    # To Java \w, \d and \p{Print} are ASCII.
    flags = 0 if _LETTERS_OF_ALL_LANGUAGES in pattern else regex.ASCII
    try:
        return regex.compile(pattern.replace(*_SURROGATES), flags)
    except regex.error as error:
        not_compiled.add(pattern)
        _logger.warning("pattern not checked: %s: %s", pattern, error)
        return None
