"""A query that Django builds and compiles once; each asking puts other values into their places.

Building and compiling fifteen queries was a third of a page. Only the text of a query is kept, never a row, so an
answer is as fresh as any.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import QuerySet

Row = TypeVar("Row")
Value = int | str | datetime
_NUMBER = 0x6B5A_4C3D_2E1F_0000
"""From here on numbers stand for values while a query is compiled; no key is so large."""
_YEAR = 8_000
"""A moment of such a year stands for a moment."""
_SIZES = (1, 10, 25, 50, 200)


@dataclass(frozen=True, slots=True)
class _Known:
    """A compiled query: its parameters are constants, or the places of values."""

    rows: "QuerySet[Any, Any]"
    compiler: Any
    text: str
    constants: Sequence[Any]
    places: Sequence[int | None]
    converters: Any


class Compiled(Generic[Row]):
    """A query as a function of whole numbers, texts and moments.

    `build` is called once for marks that stand for the values: it may compare them with columns, not compute with
    them, and not prefetch. Raises ValueError for a value that is not found again in the query as it stands.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._known: dict[tuple[type, ...], _Known] = {}

    def __call__(self, *values: Value) -> list[Row]:
        """Ask for these values, and return the rows."""
        return list(_asked(self._of(values), values))

    def as_sql(self, *values: Value) -> tuple[str, tuple[Any, ...]]:
        """Return the query's text and its parameters for these values."""
        known = self._of(values)
        return known.text, _given(known, values)

    def _of(self, values: Sequence[Value]) -> _Known:
        kinds = tuple(_kind(value) for value in values)
        known = self._known.get(kinds)
        if known is None:
            known = self._known[kinds] = _compiled(self._build, kinds)
        return known


def padded(keys: list[int]) -> list[int]:
    """Return keys repeated up to one of few lengths, so that few queries are compiled for lists of them."""
    size = next((size for size in _SIZES if size >= len(keys)), len(keys))
    return [*keys, *keys[-1:] * (size - len(keys))]


def _asked(known: _Known, values: Sequence[Value]) -> Any:
    given = _given(known, values)
    compiler = copy.copy(known.compiler)
    compiler.connection = connections[known.rows.db]
    compiler.as_sql = lambda *_args, **_options: (known.text, given)
    compiler.get_converters = lambda _columns: known.converters
    query: Any = copy.copy(known.rows.query)
    query.get_compiler = lambda *_args, **_options: compiler
    rows: Any = known.rows.__class__(model=known.rows.model, query=query, using=known.rows.db)
    kept: Any = known.rows
    rows._iterable_class, rows._fields = kept._iterable_class, kept._fields
    return rows


def _given(known: _Known, values: Sequence[Value]) -> tuple[Any, ...]:
    plain = [_plain(value, known.rows.db) for value in values]
    return tuple(
        one if place is None else plain[place] for one, place in zip(known.constants, known.places, strict=True)
    )


def _compiled(build: Callable[..., "QuerySet[Any, Any]"], kinds: Sequence[type]) -> _Known:
    given = [_mark(kind, at) for at, kind in enumerate(kinds)]
    rows = build(*given)
    marks = [_plain(mark, rows.db) for mark in given]
    compiler: Any = rows.query.get_compiler(using=rows.db)
    text, constants = compiler.as_sql()
    places = [
        marks.index(one) if type(one) in (int, str, datetime) and one in marks else None for one in constants
    ]
    if set(places) - {None} != set(range(len(marks))):
        raise ValueError(f"A value is not compared as it stands: {text}")
    columns = [column for column, *_names in compiler.select[: compiler.col_count]]
    return _Known(rows, compiler, text, constants, places, compiler.get_converters(columns))


def _plain(value: Value, database: str) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connections[database].ops.adapt_datetimefield_value(value)
    return str.__str__(value) if isinstance(value, str) else value


def _kind(value: Value) -> type:
    if isinstance(value, str):
        return str
    if isinstance(value, datetime):
        return datetime
    if isinstance(value, int) and not isinstance(value, bool):
        return int
    raise ValueError(f"A whole number, a text or a moment can be asked with, not {value!r}.")


def _mark(kind: type, at: int) -> Value:
    if kind is datetime:
        return datetime(_YEAR + at, 1, 1, tzinfo=UTC)
    return f"\0{at}\0" if kind is str else _NUMBER + at
