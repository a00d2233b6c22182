"""What a person may decide about a message that waits for one: another try, a new address, or that it is done."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from letters import addresses
from letters.models import Message, MessageState

FOR_A_PERSON = (MessageState.REFUSED, MessageState.UNKNOWN)
LONGEST_REASON = 400


def retry(message_id: int, by: AbstractBaseUser, now: datetime) -> bool:
    """Send a refused or unknown message again, by a person's decision; False when it is in another state by now.

    An address that was doubted is sent to as it is written: the person has seen the doubt.
    """
    return bool(_held(message_id).update(**_anew(now), retried_at=now, retried_by=by.pk, is_address_meant=True))


def settle(message_id: int, because: str, by: AbstractBaseUser, now: datetime) -> bool:
    """Record that the company has a refused or unknown letter, on a person's word; False when it is elsewhere."""
    settled = {"settled_at": now, "settled_by": by.pk, "settled_because": because}
    return bool(_held(message_id).update(state=MessageState.SENT, last_error="", server_said="", **settled))


def readdress(case_id: int, was: str, to: str, by: AbstractBaseUser, now: datetime) -> int:
    """Turn a case's letters that have surely not arrived from one address to another; return how many.

    Unknown ones are left as they are: they may have arrived, so a person decides on each.
    """
    stuck = Q(state=MessageState.REFUSED) | Q(state=MessageState.WAITING)
    surely = Message.objects.filter(stuck, case=case_id, to=was)
    person = {"retried_at": now, "retried_by": by.pk}
    problem = addresses.problem(to)
    if problem:
        return surely.update(to=to[:320], state=MessageState.REFUSED, last_error=problem, server_said="")
    return surely.update(to=to[:320], is_address_meant=True, **_anew(now), **person)


def _held(message_id: int) -> QuerySet[Message]:
    return Message.objects.filter(pk=message_id, state__in=FOR_A_PERSON)


def _anew(now: datetime) -> dict[str, object]:
    fresh = {"state": MessageState.WAITING, "next_at": now, "attempts": 0, "is_held": False}
    return fresh | {"last_error": "", "server_said": "", "settled_at": None, "settled_because": ""}
