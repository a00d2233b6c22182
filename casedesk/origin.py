"""From where a request comes: the client's address, known to everything that is done while it is answered."""

from collections.abc import Callable
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_address: ContextVar[str] = ContextVar("casedesk_address", default="")


def address() -> str:
    """Return the address of the client whose request is being answered; empty where the machine acts by itself."""
    return _address.get()


def address_of(request: HttpRequest) -> str:
    """Return a request's address: of the connection, or, behind one proxy, what that proxy saw.

    A proxy adds what it saw at the end of `X-Forwarded-For`; everything before it is the client's own word.
    """
    nearest = _valid(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return nearest
    return _valid(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]) or nearest


class Origin:
    """Middleware: keeps the client's address while its request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its address known."""
        kept = _address.set(address_of(request))
        try:
            return self._get_response(request)
        finally:
            _address.reset(kept)


def _valid(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
