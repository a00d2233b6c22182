"""What an address may ask for: known names alone, each with a value that fits; anything else is a 400."""

from collections.abc import Collection

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

_MOST_DIGITS = 6


def only(request: HttpRequest, allowed: Collection[str]) -> None:
    """Refuse an address that names anything unknown, or one thing twice."""
    for name, values in request.GET.lists():
        if name not in allowed or len(values) > 1:
            raise BadRequest(_("Địa chỉ có điều kiện không được biết đến."))


def number(request: HttpRequest, name: str, default: int, most: int = 10**_MOST_DIGITS - 1) -> int:
    """Return a whole number from 1 on, or the default where none is named."""
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and 1 <= int(text) <= most):
        raise BadRequest(_("Địa chỉ có một số không hợp lệ."))
    return int(text)


def choice(request: HttpRequest, name: str, allowed: Collection[str]) -> str:
    """Return one of the allowed values, or an empty text where none is named."""
    text = request.GET.get(name, "")
    if text and text not in allowed:
        raise BadRequest(_("Địa chỉ có một lựa chọn không được biết đến."))
    return text
