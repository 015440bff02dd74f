"""What of a request's parameters AWS's API model does not allow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from moto.core.model import Shape

from local_cloud.model_patterns import compiled

# Lists of what AWS sells and where: it adds to them without a change of the API, so that a value missing from the
# installed model may well exist. All other enumerations are words of the API itself; a new one comes with a new model.
_CATALOGUE = re.compile(r"Region$|LocationConstraint$|InstanceType$|InstanceClass$|CountryCode$|^OperatingSystem$")
_MEASURED_BY_LENGTH = ("string", "list", "map", "blob")
_SCALARS = ("string", "integer", "long", "float", "double", "boolean", "blob", "timestamp")
# What a value of such a shape must be where it came as JSON; elsewhere all values are text.
_TYPES = {"string": str, "boolean": bool, "structure": dict, "map": dict, "list": list}
_JSON_TYPES = {bool: "BOOLEAN_VALUE", int: "NUMBER_VALUE", float: "NUMBER_VALUE", str: "STRING_VALUE"}
Place = tuple[str | int, ...]


class MistypedError(Exception):
    """A value of a JSON type that the model does not have there."""


class Constraint(Enum):
    """The traits that are checked: https://smithy.io/2.0/spec/constraint-traits.html."""

    REQUIRED = "required"
    ENUM = "enum"
    PATTERN = "pattern"
    MIN_LENGTH = "min length"
    MAX_LENGTH = "max length"
    MIN_VALUE = "min value"
    MAX_VALUE = "max value"


class Part(Enum):
    """Where in a list or map of plain values the value stood."""

    ITSELF = "itself"
    ELEMENT = "element"
    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True)
class Violation:
    """One value that is not allowed."""

    # Members by name, elements by number from 0, entries of a map by key.
    place: Place
    constraint: Constraint
    # The bound, the values or the pattern; of a required one nothing.
    limit: Any
    # Of a plain list or map: the whole of it.
    value: Any
    shape: Shape
    part: Part = Part.ITSELF


def violations(shape: Shape | None, parameters: dict[str, Any]) -> list[Violation]:
    """`shape` is the input of the operation, None where it takes nothing. @raises MistypedError."""
    return [] if shape is None else list(_of_value(shape, parameters, ()))


def _of_value(shape: Shape, value: Any, place: Place) -> Iterator[Violation]:
    kind = shape.type_name
    if kind in _TYPES and not isinstance(value, _TYPES[kind]):
        given = _JSON_TYPES.get(type(value), "START_OF_A_COLLECTION")
        raise MistypedError(f"{given} can not be converted to a {kind.capitalize()}")
    if kind == "structure":
        if not shape.is_document_type:
            yield from _of_structure(shape, value, place)
        return
    yield from _of_itself(shape, value, place)
    if kind == "list":
        yield from _of_elements(shape, value, place)
    elif kind == "map":
        yield from _of_entries(shape, value, place)


def _of_structure(shape: Any, value: dict[str, Any], place: Place) -> Iterator[Violation]:
    members = shape.members
    for name in shape.required_members:
        if value.get(name) is None:
            yield Violation((*place, name), Constraint.REQUIRED, None, None, members[name])
    for name, given in value.items():
        if given is not None and name in members:
            yield from _of_value(members[name], given, (*place, name))


def _of_elements(shape: Any, value: list[Any], place: Place) -> Iterator[Violation]:
    if shape.member.type_name in _SCALARS:
        yield from _of_plain(shape.member, value, value, place, Part.ELEMENT)
        return
    for number, element in enumerate(value):
        if element is not None:
            yield from _of_value(shape.member, element, (*place, number))


def _of_entries(shape: Any, value: dict[str, Any], place: Place) -> Iterator[Violation]:
    yield from _of_plain(shape.key, value.keys(), value, place, Part.KEY)
    if shape.value.type_name in _SCALARS:
        yield from _of_plain(shape.value, value.values(), value, place, Part.VALUE)
        return
    for key, entry in value.items():
        if entry is not None:
            yield from _of_value(shape.value, entry, (*place, key))


def _of_plain(shape: Shape, values: Any, whole: Any, place: Place, part: Part) -> Iterator[Violation]:
    """The first of plain values that is not allowed; AWS names the list or map as a whole."""
    if not _is_constrained(shape):
        return
    for value in values:
        found = [] if value is None else list(_of_itself(shape, value, place))
        if found:
            yield from (Violation(place, one.constraint, one.limit, whole, shape, part) for one in found)
            return


def _is_constrained(shape: Shape) -> bool:
    return not shape.metadata.keys().isdisjoint(("enum", "pattern", "min", "max"))


def _of_itself(shape: Shape, value: Any, place: Place) -> Iterator[Violation]:
    traits = shape.metadata
    if not traits:
        return
    if "enum" in traits and value not in traits["enum"] and not _CATALOGUE.search(shape.name):
        yield Violation(place, Constraint.ENUM, traits["enum"], value, shape)
    if "pattern" in traits and isinstance(value, str):
        pattern = compiled(traits["pattern"])
        if pattern is not None and not pattern.fullmatch(value):
            yield Violation(place, Constraint.PATTERN, traits["pattern"], value, shape)
    if "min" in traits or "max" in traits:
        yield from _of_bounds(shape, value, place)


def _of_bounds(shape: Shape, value: Any, place: Place) -> Iterator[Violation]:
    by_length = shape.type_name in _MEASURED_BY_LENGTH
    measured = len(value) if by_length else value
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and measured < least:
        yield Violation(place, Constraint.MIN_LENGTH if by_length else Constraint.MIN_VALUE, least, value, shape)
    if most is not None and measured > most:
        yield Violation(place, Constraint.MAX_LENGTH if by_length else Constraint.MAX_VALUE, most, value, shape)
