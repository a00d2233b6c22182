"""The mailbox over IMAP: one mail after the other, each asked for its size first, marked only when it is kept.

The place in the folder is the UID of the last mail that was kept (`MailFolder`), so that nothing depends on what
people mark as read. Where the server numbers its folder anew (UIDVALIDITY), all is looked at again, and a mail
that is kept already is known by its digest.
"""

import imaplib
import logging
import re
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from casedesk.incoming import arriving, papers
from casedesk.incoming.arriving import Origin
from casedesk.models import IncomingMail, MailFolder

log = logging.getLogger(__name__)

AWAY = (OSError, imaplib.IMAP4.error, ImapToolsError)
"""What a mail server that is away, or that says no, looks like."""
TIMEOUT_SECONDS = 30
BATCH = 50
MOST_TRIES = 3
"""A mail that ended the process this often is kept by its headers alone."""
HEAD_BYTES = 256 * 1024
POLL_SECONDS = IDLE_SECONDS = 60.0
"""A mail that comes between a look and IDLE may be told by neither."""
LOOK_SECONDS = 5.0
WAITS = (5.0, 15.0, 60.0, 300.0)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail as the server lists it."""

    uid: int
    size: int
    arrived_at: datetime


def is_wanted() -> bool:
    """Say whether the settings name a mailbox."""
    return bool(settings.INCOMING_MAIL["host"])


def fetch(stop: threading.Event | None = None) -> int:
    """Keep all mail that is new, and return how much it was. Raises what `AWAY` names."""
    with opened() as box:
        return drain(box, stop or threading.Event())


def watch(stop: threading.Event) -> None:
    """Keep mail as it comes until told to stop; a server that is away is tried again, less and less often."""
    failures = 0
    while not stop.is_set():
        try:
            with opened() as box:
                while not stop.is_set():
                    close_old_connections()
                    drain(box, stop)
                    failures = 0
                    _wait(box, stop)
        except AWAY as away:
            _note_problem(away)
        except Exception:
            log.exception("mail: this round failed; trying again")
        stop.wait(WAITS[min(failures, len(WAITS) - 1)])
        failures += 1
        close_old_connections()


@contextmanager
def opened() -> Iterator[BaseMailBox]:
    """Open the folder that the settings name, over TLS whose certificate is checked unless they say otherwise."""
    known = settings.INCOMING_MAIL
    box = _connect(known)
    try:
        box.login(known["user"], known["password"], initial_folder=known["folder"])
        able = _expect(box.client.capability())[0]
        box.client.capabilities = tuple(bytes(able).decode("ascii", "replace").upper().split())
        yield box
    finally:
        with suppress(*AWAY):
            box.logout()


def drain(box: BaseMailBox, stop: threading.Event) -> int:
    """Keep every mail that is new in the folder that is open, in small batches, and mark what is kept."""
    folder = _folder(box)
    uids, count = _new_uids(box, folder), 0
    for start in range(0, len(uids), BATCH):
        for listed in _listed(box, uids[start : start + BATCH]):
            if stop.is_set():
                return count
            count += _take(box, folder, listed)
        mark(box, folder)
        papers.bring_owed(timezone.now())
    mark(box, folder)
    papers.bring_owed(timezone.now())
    MailFolder.objects.filter(pk=folder.pk).update(seen_at=timezone.now(), problem="")
    return count


def mark(box: BaseMailBox, folder: MailFolder) -> None:
    """Mark as read, or move, every mail that is kept and not marked yet: those of an earlier round too."""
    kept = IncomingMail.objects.filter(folder=folder.name, uid_validity=folder.uid_validity, marked_at=None)
    rows = dict(kept.order_by("uid").values_list("uid", "pk")[: 10 * BATCH])
    if not rows:
        return
    numbers = ",".join(map(str, rows))
    _expect(box.client.uid("STORE", numbers, "+FLAGS.SILENT", r"(\Seen)"))
    done = settings.INCOMING_MAIL["done_folder"]
    if done and "MOVE" in box.client.capabilities:
        if not box.folder.exists(done):
            box.folder.create(done)
        box.move(numbers, done)
    IncomingMail.objects.filter(pk__in=rows.values()).update(marked_at=timezone.now())


def _connect(known: dict[str, Any]) -> BaseMailBox:
    if known["tls"] in ("0", "none", "no", "false", "off"):
        return MailBoxUnencrypted(known["host"], known["port"] or 143, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context(cafile=known["authority"] or None)
    if known["tls"] == "starttls":
        return MailBoxStartTls(known["host"], known["port"] or 143, timeout=TIMEOUT_SECONDS, ssl_context=context)
    return MailBox(known["host"], known["port"] or 993, timeout=TIMEOUT_SECONDS, ssl_context=context)


def _folder(box: BaseMailBox) -> MailFolder:
    """Return where we are in the folder that is open; a new numbering begins from the start."""
    name = settings.INCOMING_MAIL["folder"]
    validity = box.folder.status(name, ["UIDVALIDITY"])["UIDVALIDITY"]
    folder, _is_new = MailFolder.objects.get_or_create(name=name)
    if folder.uid_validity != validity:
        folder.uid_validity, folder.last_uid, folder.trying_uid, folder.tries = validity, 0, 0, 0
        folder.save(update_fields=["uid_validity", "last_uid", "trying_uid", "tries"])
    return folder


def _new_uids(box: BaseMailBox, folder: MailFolder) -> list[int]:
    since = settings.INCOMING_MAIL["since"]
    day = date.fromisoformat(since) if since else None
    wanted = f" SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}" if day else ""
    found = box.uids(f"UID {folder.last_uid + 1}:*{wanted}", charset=None)
    return sorted(uid for uid in map(int, found) if uid > folder.last_uid)  # "n:*" names the last one always


def _listed(box: BaseMailBox, uids: Sequence[int]) -> list[Listed]:
    """Ask for size and day of some mails; one that is gone by now is not among them."""
    numbers = ",".join(map(str, uids))
    answer = _expect(box.client.uid("FETCH", numbers, "(UID RFC822.SIZE INTERNALDATE)"))
    listed = []
    for line in answer:
        said = line if isinstance(line, bytes) else b""
        uid, size, moment = _UID.search(said), _SIZE.search(said), imaplib.Internaldate2tuple(said)
        if uid and size and moment:
            at = datetime.fromtimestamp(time.mktime(moment), timezone.get_default_timezone())
            listed.append(Listed(int(uid[1]), int(size[1]), at))
    return sorted(listed, key=lambda one: one.uid)


def _take(box: BaseMailBox, folder: MailFolder, listed: Listed) -> bool:
    """Fetch one mail and keep it; the try is counted before, so that no mail ends the process for ever."""
    tries = _begin(folder, listed.uid)
    is_whole = listed.size <= settings.INCOMING_MAIL["megabytes"] * 2**20 and tries <= MOST_TRIES
    raw = _raw(box, listed.uid, "BODY.PEEK[]" if is_whole else f"BODY.PEEK[HEADER]<0.{HEAD_BYTES}>")
    if raw is None:
        return False
    origin = Origin(folder.name, folder.uid_validity, listed.uid, listed.arrived_at, listed.size, is_whole)
    try:
        arriving.take(raw, origin, timezone.now())
    except OperationalError:
        MailFolder.objects.filter(pk=folder.pk).update(tries=tries - 1)
        raise
    return True


def _begin(folder: MailFolder, uid: int) -> int:
    folder.refresh_from_db(fields=["trying_uid", "tries"])
    folder.tries = folder.tries + 1 if folder.trying_uid == uid else 1
    folder.trying_uid = uid
    folder.save(update_fields=["trying_uid", "tries"])
    return folder.tries


def _raw(box: BaseMailBox, uid: int, what: str) -> bytes | None:
    """Return the bytes of a mail; None where it is gone by now."""
    for part in _expect(box.client.uid("FETCH", str(uid), f"(UID {what})")):
        if isinstance(part, tuple) and len(part) == 2:
            return bytes(part[1])
    return None


def _expect(answer: tuple[str, list[Any]]) -> list[Any]:
    status, found = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{status}: {found[:1]!r}")
    return found


def _wait(box: BaseMailBox, stop: threading.Event) -> None:
    """Wait for something new: by IDLE where the server can, else for a minute."""
    if "IDLE" not in box.client.capabilities:
        stop.wait(POLL_SECONDS)
        box.client.noop()
        return
    end = time.monotonic() + IDLE_SECONDS
    with box.idle as idle:
        while not stop.is_set() and time.monotonic() < end:
            began = time.monotonic()
            if idle.poll(timeout=LOOK_SECONDS):
                return
            if time.monotonic() - began < LOOK_SECONDS / 2:
                raise ConnectionError(_("Máy chủ thư đã ngắt kết nối."))


def _note_problem(away: BaseException) -> None:
    said = str(away) or type(away).__name__
    log.warning("mail: the mailbox cannot be read now: %s", said)
    with suppress(DatabaseError):
        name = settings.INCOMING_MAIL["folder"]
        MailFolder.objects.update_or_create(name=name, defaults={"problem": said[:500]})
