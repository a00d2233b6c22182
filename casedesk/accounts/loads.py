"""A registry file: handed in by one person, looked at by the machine, applied or refused by another person."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from casedesk import access, history
from casedesk.access import Act as Right
from casedesk.accounts import loading, tables
from casedesk.accounts.declared import Load, LoadState
from casedesk.accounts.judging import Flaw
from casedesk.accounts.loading import Report
from casedesk.holding import CannotDo
from casedesk.lib import sealing
from casedesk.models import Act, User

log = logging.getLogger(__name__)

_MOST_OF_A_NAME = 200
_FOR_MACHINE = (LoadState.ARRIVED, LoadState.ACCEPTED)


def hand_in(name: str, content: bytes, reason: str, by: User, now: datetime) -> Load:
    """Keep a file, sealed; the machine then looks at it line by line. Raises `CannotDo`."""
    if not access.may(by, Right.FULFIL):
        raise PermissionDenied
    if not reason.strip():
        raise CannotDo(_("Hãy ghi tệp từ đâu và vì sao nhập."))
    try:
        tables.glance(content)
    except tables.BadTable as bad:
        raise CannotDo(str(bad)) from bad
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        load = Load.objects.create(
            name=name.strip()[:_MOST_OF_A_NAME] or "?", sealed=sealing.seal(content), sha256=digest,
            reason=reason.strip(), handed_in_by=by, handed_in_at=now,
        )  # fmt: skip
        history.add(None, Act.LOAD_HANDED_IN, now, by=by, subject=_subject(load), note=load.reason, sha256=digest)
    return load


def is_waiting() -> bool:
    """Say whether a file waits for the machine."""
    return Load.objects.filter(state__in=_FOR_MACHINE).exists()


def work_next(now: datetime) -> bool:
    """Look at, or apply, the next file; return whether there was one. Doing it twice does no harm."""
    found = Load.objects.filter(state__in=_FOR_MACHINE).order_by("id").first()
    if found is None:
        return False
    try:
        (_look if found.state == LoadState.ARRIVED else _apply)(found, now)
    except OperationalError:
        raise  # the database is busy: the next worker tries again
    except Exception:
        log.exception("load %s could not be read", found.pk)
        report = _told(_("Lỗi hệ thống khi xem tệp; người quản trị xem nhật ký máy chủ.")).as_json()
        mine = Load.objects.filter(pk=found.pk, state=found.state)
        mine.update(state=LoadState.BROKEN, sealed=None, report=report)
    return True


def accept(pk: int, by: User, now: datetime) -> None:
    """Let a file be applied, as the second person. Raises `CannotDo`."""
    with transaction.atomic():
        load = _held(pk, by, LoadState.READY)
        if load.handed_in_by_id == by.pk:
            raise PermissionDenied(_("Người nộp tệp không được tự nhập: cần người thứ hai."))
        if not access.may(load.handed_in_by, Right.FULFIL):
            name = {"name": load.handed_in_by}
            raise CannotDo(_("%(name)s không còn quyền nộp tệp: cần người khác nộp lại.") % name)
        load.state, load.decided_by, load.decided_at = LoadState.ACCEPTED, by, now
        load.save(update_fields=["state", "decided_by", "decided_at"])
        history.add(None, Act.LOAD_ACCEPTED, now, by=by, subject=_subject(load), sha256=load.sha256)


def refuse(pk: int, reason: str, by: User, now: datetime) -> None:
    """Put a file away unapplied, with a reason; who handed it in may take it back too."""
    if not reason.strip():
        raise CannotDo(_("Hãy ghi vì sao bỏ tệp."))
    with transaction.atomic():
        load = _held(pk, by, LoadState.READY)
        load.state, load.sealed, load.decided_by, load.decided_at = LoadState.REFUSED, None, by, now
        load.save(update_fields=["state", "sealed", "decided_by", "decided_at"])
        history.add(None, Act.LOAD_REFUSED, now, by=by, subject=_subject(load), note=reason.strip())


def _look(load: Load, now: datetime) -> None:
    report = _reported(load, lambda content: loading.look(content, now))
    state = LoadState.BROKEN if report.wrong else LoadState.READY
    columns: dict[str, object] = {"state": state, "report": report.as_json()}
    if report.wrong:
        columns["sealed"] = None
    Load.objects.filter(pk=load.pk, state=LoadState.ARRIVED).update(**columns)


def _apply(load: Load, now: datetime) -> None:
    """Apply a file in one transaction with its state: a worker that is killed leaves all of it to the next one."""
    with transaction.atomic():
        kept = (
            Load.objects.select_for_update(of=("self",))
            .select_related("handed_in_by", "decided_by")
            .get(pk=load.pk)
        )
        if kept.state != LoadState.ACCEPTED:
            return
        report = _gone(kept) or _reported(kept, lambda content: loading.carry_out(content, now, f"load {kept.pk}"))
        kept.report, kept.sealed = report.as_json(), None
        kept.state = LoadState.BROKEN if report.wrong else LoadState.APPLIED
        kept.applied_at = None if report.wrong else now
        kept.save(update_fields=["state", "report", "sealed", "applied_at"])
        act = Act.LOAD_REFUSED if report.wrong else Act.LOAD_APPLIED
        note = str(kept.get_state_display()) if report.wrong else kept.reason
        history.add(None, act, now, subject=_subject(kept), note=note, sha256=kept.sha256)


def _gone(load: Load) -> Report | None:
    """Return the report of a file one of whose two persons has lost the right since; None where both have it."""
    for person, right in ((load.handed_in_by, Right.FULFIL), (load.decided_by, Right.APPROVE)):
        if not access.may(person, right):
            text = _("%(name)s không còn quyền làm việc này: hãy nộp lại tệp.") % {"name": person}
            return _told(text)
    return None


def _reported(load: Load, walk: Callable[[bytes], Report]) -> Report:
    """Walk through a file; one that cannot be read is reported as one flaw of its first line."""
    try:
        return walk(sealing.unseal(bytes(load.sealed or b"")))
    except tables.BadTable as bad:
        return _told(str(bad))


def _told(text: str) -> Report:
    report = Report()
    report.add([Flaw(1, "–", text)])
    return report


def _held(pk: int, by: User, *states: LoadState) -> Load:
    if not access.may(by, Right.APPROVE):
        raise PermissionDenied
    load = Load.objects.select_for_update(of=("self",)).select_related("handed_in_by").filter(pk=pk).first()
    if load is None or load.state not in states:
        raise CannotDo(_("Tệp này đã được quyết định rồi, hoặc máy chưa xem xong."))
    return load


def _subject(load: Load) -> str:
    return f"{load.pk} {load.name}"
