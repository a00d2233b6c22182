"""Another address for the answers of a case, once its papers were decided on: asked by one, made by another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from casedesk import checking, history, pipeline, search
from casedesk.access import Act as Right
from casedesk.history import Line
from casedesk.holding import CannotDo, Overtaken, locked
from casedesk.models import Act, AddressChange, Case, Event, State, User
from intake import records
from letters import addresses, decisions

STATES = tuple(state for state in State if state not in {State.RECEIVED, State.CHECKED, State.JOINED})
"""Before, a clerk corrects what was read, beside the paper."""
ACTS = (Act.ADDRESS_ASKED, Act.ADDRESS_CHANGED, Act.ADDRESS_KEPT)
LONGEST = 400
_MOST_NAMED = 3
_SLIP = 2
"""Letters by which a mistyped address differs from the right one, at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that waits for the second person; `shared` names other companies' cases with the new address."""

    pk: int
    was: str
    to: str
    reason: str
    by: User | None
    at: datetime
    shared: Sequence[str]

    @property
    def is_slip(self) -> bool:
        """Whether the two differ by so little that one is the other mistyped."""
        return bool(self.was) and OSA.distance(self.was.casefold(), self.to.casefold()) <= _SLIP


def ask(case_id: int, to: str, reason: str, by: User, now: datetime, *, is_meant: bool = False) -> AddressChange:
    """Ask for another address; nothing changes until a second person decides.

    A new address that looks mistyped is taken only where the person says that it `is_meant`.
    """
    to, reason = to.strip(), reason.strip()
    problem = addresses.problem(to) or ("" if is_meant else addresses.question(to))
    if problem:
        raise CannotDo(problem)
    if not reason or len(reason) > LONGEST:
        raise CannotDo(
            _("Hãy ghi vì sao sửa và biết địa chỉ mới từ đâu, nhiều nhất %(most)d chữ.") % {"most": LONGEST}
        )
    with locked(case_id, by, Right.SEND, *STATES) as case:
        if to.casefold() == case.reply_address.casefold():
            raise CannotDo(_("Hồ sơ đang trả lời tới đúng địa chỉ này."))
        if AddressChange.objects.filter(case=case, decided_at=None).exists():
            raise CannotDo(_("Đã có một đề nghị sửa địa chỉ đang chờ người thứ hai."))
        said = checking.address_in(records.facts_of(case.id))
        made = AddressChange.objects.create(
            case=case, was=case.reply_address, to=to, in_papers=said, reason=reason, asked_by=by, asked_at=now
        )
        told: dict[str, Any] = {
            "change": made.pk,
            "was": made.was,
            "to": to,
            "reason": reason,
            "shared": _shared(case, to),
        }
        history.add(case, Act.ADDRESS_ASKED, now, by=by, note=f"{_change(made)}. {reason}", **told)
    return made


def make(change_id: int, by: User, now: datetime) -> int:
    """Make a change as its second person; return how many letters that surely did not arrive go out anew."""
    change = AddressChange.objects.get(pk=change_id)
    with locked(change.case_id, by, Right.APPROVE, *STATES) as case:
        change = _open(change_id, by)
        if change.was != case.reply_address:
            raise Overtaken(_gone())
        _decide(change, by, now, is_made=True)
        case.reply_address = change.to
        case.save(update_fields=["reply_address"])
        search.refresh(case)
        again = decisions.readdress(case.pk, change.was, change.to, by, now)
        history.add(case, Act.ADDRESS_CHANGED, now, by=by, note=_change(change), change=change.pk, letters=again)
        pipeline.wake()
    return again


def keep(change_id: int, answer: str, by: User, now: datetime) -> None:
    """Leave the address as it is, as the second person, wherever the case is by now."""
    answer = answer.strip()[:LONGEST]
    if not answer:
        raise CannotDo(_("Hãy ghi vì sao không sửa địa chỉ."))
    change = AddressChange.objects.get(pk=change_id)
    with locked(change.case_id, by, Right.APPROVE, *State) as case:
        change = _open(change_id, by)
        change.answer = answer
        _decide(change, by, now, is_made=False)
        history.add(case, Act.ADDRESS_KEPT, now, by=by, note=f"{_change(change)}. {answer}", change=change.pk)


def asked(lines: Iterable[Line | Event]) -> Asked | None:
    """Return the change that waits, from a case's history, the last line first."""
    last = next((line for line in lines if line.act in ACTS), None)
    if last is None or last.act != Act.ADDRESS_ASKED:
        return None
    event = Event.objects.select_related("actor").get(pk=last.pk)
    told = event.data
    return Asked(
        told["change"], told["was"], told["to"], told["reason"], event.actor, event.at, tuple(told["shared"])
    )


def _open(change_id: int, by: User) -> AddressChange:
    change = AddressChange.objects.select_for_update().get(pk=change_id)
    if change.decided_at is not None:
        raise Overtaken(_gone())
    if change.asked_by_id == by.pk:
        raise PermissionDenied(_("Người đề nghị không tự duyệt: cần người thứ hai."))
    return change


def _gone() -> str:
    return _("Đề nghị sửa địa chỉ này không còn chờ nữa. Hãy tải lại trang.")


def _decide(change: AddressChange, by: User, now: datetime, *, is_made: bool) -> None:
    change.decided_by, change.decided_at, change.is_made = by, now, is_made
    change.save(update_fields=["decided_by", "decided_at", "is_made", "answer"])


def _change(change: AddressChange) -> str:
    return f"{change.was or '…'} → {change.to}"


def _shared(case: Case, to: str) -> list[str]:
    others = Case.objects.filter(reply_address__iexact=to).exclude(tax_code=case.tax_code).exclude(pk=case.pk)
    return [f"{one.company_name} ({one.number})" for one in others.order_by("pk")[:_MOST_NAMED]]
