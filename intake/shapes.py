"""Frozen values as JSON and back: nothing that comes from a reading process or a row is ever unpickled."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def as_json(value: Any) -> Any:
    """Return frozen values (data classes, tuples, mappings) as what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def from_json(kind: Any, value: Any) -> Any:
    """Return the value of a type that `as_json` made JSON of.

    Raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` where the JSON is not of that type.
    """
    if value is None:
        return None
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return from_json(next(one for one in inside if one is not type(None)), value)
    if origin is tuple:
        each = [inside[0]] * len(value) if inside[-1] is Ellipsis else inside
        return tuple(from_json(one, part) for one, part in zip(each, value, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {from_json(inside[0], key): from_json(inside[1], one) for key, one in value.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{one.name: from_json(hints[one.name], value[one.name]) for one in fields(kind)})
    return kind(value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
