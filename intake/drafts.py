"""Pages of a scan that are read while others are not yet: kept as rows, so that a killed worker loses one page."""

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from intake.leaves import Leaf
from intake.models import Draft, Scan

VERSION = 1
"""Of the shape of a leaf. A draft of another version is read anew."""


def keep(scan: Scan, leaf: Leaf) -> None:
    """Keep a page that has been read."""
    content = json.dumps({"version": VERSION, "leaf": as_json(leaf)}, ensure_ascii=False)
    Draft.objects.update_or_create(scan=scan, number=leaf.page.number, defaults={"content": content})


def kept(scan: Scan) -> list[Leaf]:
    """Return the pages from the first on that are kept."""
    return list(_kept(scan))


def drop(scan: Scan) -> None:
    """Forget the pages, once the scan is read and its facts are recorded."""
    scan.drafts.all().delete()


def _kept(scan: Scan) -> Iterator[Leaf]:
    for number, draft in enumerate(scan.drafts.order_by("number"), start=1):
        shape = json.loads(draft.content)
        if draft.number != number or shape["version"] != VERSION:
            return
        leaf = from_json(Leaf, shape["leaf"])
        assert isinstance(leaf, Leaf)  # noqa: S101 (for the types)
        yield leaf


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
    """Return the value of a type that `as_json` made JSON of; raises `KeyError` where a part is missing."""
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
        hints = get_type_hints(kind)
        return kind(**{one.name: from_json(hints[one.name], value[one.name]) for one in fields(kind)})
    return kind(value)
