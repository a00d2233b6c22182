"""A registry file: handed in by one person with its report, applied or refused by another."""

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, history
from casedesk.access import Act as Right
from casedesk.accounts import loading, tables
from casedesk.accounts.declared import Load
from casedesk.holding import CannotDo
from casedesk.lib import sealing
from casedesk.models import Act, User

_MOST_OF_A_NAME = 200


def hand_in(name: str, content: bytes, reason: str, by: User, now: datetime) -> Load:
    """Keep a file, sealed, with the report of its lines; it waits for a second person. Raises `CannotDo`."""
    if not access.may(by, Right.FULFIL):
        raise PermissionDenied
    if not reason.strip():
        raise CannotDo(_("Hãy ghi tệp từ đâu và vì sao nhập."))
    try:
        report = loading.look(content, now)
    except tables.BadTable as bad:
        raise CannotDo(str(bad)) from bad
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        load = Load.objects.create(
            name=name.strip()[:_MOST_OF_A_NAME] or "?", sealed=None if report.wrong else sealing.seal(content),
            sha256=digest, report=report.as_json(), reason=reason.strip(), handed_in_by=by, handed_in_at=now,
        )  # fmt: skip
        history.add(None, Act.LOAD_HANDED_IN, now, by=by, subject=_subject(load), note=load.reason, sha256=digest)
    return load


def apply(pk: int, by: User, now: datetime) -> Load:
    """Apply a file as the second person: all of it, or nothing where a line no longer fits. Raises `CannotDo`."""
    with transaction.atomic():
        load = _waiting(pk, by)
        if load.sealed is None:
            raise CannotDo(_("Tệp có dòng sai nên không giữ lại: hãy sửa rồi nộp lại."))
        if not access.may(load.handed_in_by, Right.FULFIL):
            raise CannotDo(_("%(name)s không còn quyền nộp tệp: cần người khác nộp lại.") % {"name": load.handed_in_by})
        report = loading.carry_out(sealing.unseal(bytes(load.sealed)), now, f"load {load.pk}")
        if report.wrong:
            first = report.flaws[0]
            told = {"count": report.wrong, "line": first.number, "column": first.column, "what": first.what}
            text = _(
                "Từ khi nộp, sổ đã đổi: %(count)d chỗ không còn đúng (dòng %(line)d, cột %(column)s: %(what)s). "
                "Chưa có gì được nhập."
            )
            raise CannotDo(text % told)
        load.is_applied, load.sealed, load.report = True, None, report.as_json()
        _decide(load, Act.LOAD_APPLIED, by, now, load.reason)
    return load


def refuse(pk: int, reason: str, by: User, now: datetime) -> Load:
    """Put a file away unapplied, with a reason; who handed it in may take it back too."""
    if not reason.strip():
        raise CannotDo(_("Hãy ghi vì sao bỏ tệp."))
    with transaction.atomic():
        load = _waiting(pk, by, is_own_too=True)
        load.sealed = None
        _decide(load, Act.LOAD_REFUSED, by, now, reason.strip())
    return load


def _waiting(pk: int, by: User, *, is_own_too: bool = False) -> Load:
    if not access.may(by, Right.APPROVE):
        raise PermissionDenied
    load = Load.objects.select_for_update(of=("self",)).select_related("handed_in_by").filter(pk=pk).first()
    if load is None or load.decided_at is not None:
        raise CannotDo(_("Tệp này đã được quyết định rồi."))
    if load.handed_in_by_id == by.pk and not is_own_too:
        raise PermissionDenied(_("Người nộp tệp không được tự nhập: cần người thứ hai."))
    return load


def _decide(load: Load, act: Act, by: User, now: datetime, note: str) -> None:
    load.decided_by, load.decided_at = by, now
    load.save(update_fields=["decided_by", "decided_at", "is_applied", "sealed", "report"])
    history.add(None, act, now, by=by, subject=_subject(load), note=note, sha256=load.sha256)


def _subject(load: Load) -> str:
    return f"{load.pk} {load.name}"
