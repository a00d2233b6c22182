"""The label of a choice, found without translating every other one, as Django does each time."""

from functools import cache
from typing import Any

from django.db import models


def label(self: models.Model, field: "models.Field[Any, Any]") -> str:
    """Return the label of a field's value, to be a model's `_get_FIELD_display`; of an unknown value itself."""
    value = getattr(self, field.attname)
    return str(_labels(field).get(value, "" if value is None else value))


@cache
def _labels(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)
