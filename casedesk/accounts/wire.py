"""One HTTP call to the centre's account system: limited in time as a whole, and silent about what it carries."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

MAX_BYTES = 64 * 1024
READS = 3
"""How often a reading is tried within its time; a change is never tried again here."""
_PAUSE = 0.2
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_PASSING = {429, 500, 502, 503, 504}


class Silence(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """No answer came that can be read; whether the other side did anything is not known."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, and the object in it, empty where it held none."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def says(self, **values: str) -> bool:
        """Say whether the answer holds these values."""
        return all(self.body.get(name) == value for name, value in values.items())


@dataclass(frozen=True, slots=True)
class Wire:
    """Where the other side is and how Casedesk shows who it is: by a token, or by a certificate of its own."""

    url: str
    token: str = field(default="", repr=False)
    certificate: str = ""
    key: str = ""
    authority: str = ""
    seconds: float = 8.0

    def __post_init__(self) -> None:
        """Refuse what would show a secret to everybody on the line, or a call that says not who calls."""
        place = urlsplit(self.url)
        if place.scheme not in {"https", "http"} or not place.hostname:
            raise ImproperlyConfigured(
                "CASEDESK_ACCOUNTS_URL: cần một địa chỉ https:// / needs an https:// address."
            )
        if place.scheme == "http" and place.hostname not in _LOCAL:
            raise ImproperlyConfigured("CASEDESK_ACCOUNTS_URL: phải là https:// / has to be https://.")
        if not self.token and not self.certificate:
            raise ImproperlyConfigured(
                "Thiếu CASEDESK_ACCOUNTS_TOKEN hoặc CASEDESK_ACCOUNTS_CERTIFICATE. / A token or a certificate is "
                "missing."
            )

    def read(self, path: str) -> Reply:
        """Read, and where the line fails read again, all within the time of one call. Raises `Silence`."""
        end, why, reply = time.monotonic() + self.seconds, "", None
        for attempt in range(READS):
            try:
                reply = self.call("GET", path, seconds=end - time.monotonic())
            except Silence as silence:
                why = str(silence)
            else:
                if reply.status not in _PASSING:
                    return reply
            if attempt + 1 == READS or time.monotonic() + _PAUSE >= end:
                break
            time.sleep(_PAUSE)
        if reply is not None:
            return reply
        raise Silence(why)

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Make one call and return its answer. Raises `Silence`; nothing that was sent is in it.

        The call runs in a thread of its own: a time limit on sockets alone is never reached by a side that sends
        a byte a second.
        """
        limit = self.seconds if seconds is None else max(seconds, 0.05)
        kept: list[Reply | str] = []
        worker = threading.Thread(
            target=lambda: kept.append(self._answer(method, path, body, headers or {}, limit)), daemon=True
        )
        worker.start()
        worker.join(limit)
        if not kept:
            raise Silence(_("Hệ thống tài khoản không trả lời kịp trong %(seconds)d giây.") % {"seconds": limit})
        if isinstance(kept[0], str):
            raise Silence(kept[0])
        return kept[0]

    def _answer(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str], limit: float
    ) -> Reply | str:
        """Return the answer, or a sentence that says why there is none: an exception would carry the request."""
        try:
            with requests.Session() as session:
                return self._exchange(session, method, path, body, headers, limit)
        except requests.exceptions.SSLError:
            return _("Kết nối bảo mật (TLS) tới hệ thống tài khoản không thành: chứng thư của một bên không đúng.")
        except requests.exceptions.Timeout:
            return _("Hệ thống tài khoản không trả lời kịp trong %(seconds)d giây.") % {"seconds": limit}
        except (requests.exceptions.RequestException, OSError, ValueError):
            return _("Đường truyền tới hệ thống tài khoản bị đứt hoặc câu trả lời không đọc được.")

    def _exchange(
        self,
        session: requests.Session,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        headers: Mapping[str, str],
        limit: float,
    ) -> Reply:
        session.trust_env = False  # no proxy, no .netrc: it would take the token's place
        said = {"Accept": "application/json", **headers}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        with session.request(
            method,
            f"{self.url.rstrip('/')}/{path}",
            json=body,
            headers=said,
            timeout=limit,
            allow_redirects=False,
            stream=True,
            verify=self.authority or True,
            cert=(self.certificate, self.key) if self.certificate else None,
        ) as response:
            return Reply(response.status_code, _object(response))


def from_settings() -> Wire:
    """Return the wire that the settings describe. Raises `ImproperlyConfigured` with what is missing."""
    told: dict[str, Any] = settings.ACCOUNTS_HTTP
    return Wire(**told)


def _object(response: requests.Response) -> Mapping[str, Any]:
    """Return the JSON object in an answer, empty where there is none; never more than it may hold."""
    content = b""
    for part in response.iter_content(8192):
        content += part
        if len(content) > MAX_BYTES:
            return {}
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
