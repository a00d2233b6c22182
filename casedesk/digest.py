"""The daily digest: what of theirs is overdue, due today and at risk, to each person once a day, as plain text."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casedesk import access, forecast, sla
from casedesk.access import Act as Right
from casedesk.forecast import Forecast, Running
from casedesk.models import DigestSent, State, User

log = logging.getLogger(__name__)

FROM = time(7, 30)
"""From then on, in Hanoi, the watcher sends the digest of a working day."""
MOST_LINES = 30
TIMEOUT_SECONDS = 10
"""Shorter than a writer of SQLite waits: a mail is handed over inside the transaction that marks it sent."""
_CLERKS_STATES = frozenset({State.RECEIVED, State.CHECKED, State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told."""

    overdue: Sequence[Running]
    due_today: Sequence[Running]
    at_risk: Sequence[Forecast]

    @property
    def cases(self) -> int:
        """How many cases it speaks of."""
        return len(self.overdue) + len(self.due_today) + len(self.at_risk)


def is_time(now: datetime) -> bool:
    """Say whether the day's digest should have gone: a working day, past half past seven in Hanoi."""
    local = timezone.localtime(now)
    return local.time() >= FROM and sla.calendar().is_working_day(local.date())


def send(now: datetime) -> int:
    """Send the digest of a day to everybody who has not had it; return how many mails went out.

    Raises OSError when the mail server is away. A mail that it refuses is logged, the others go out, and the
    refused one is tried again at the next call.
    """
    waiting = list(_waiting(sla.today(now)))
    if not waiting:
        return 0
    told = _told(waiting, now)
    if not any(digest.cases for digest in told.values()):
        return sum(_send(person, told[person.pk], now, None) for person in waiting)
    with get_connection(timeout=TIMEOUT_SECONDS) as server:
        return sum(_send(person, told[person.pk], now, server) for person in waiting)


def _waiting(today: date) -> Iterator[User]:
    had = DigestSent.objects.filter(day=today).values("person")
    people = User.objects.filter(is_active=True).exclude(email="").exclude(pk__in=had).order_by("pk")
    return (person for person in people if access.may(person, Right.TAKE_PART))


def _told(people: Sequence[User], now: datetime) -> Mapping[int, Digest]:
    today, calendar = sla.today(now), sla.calendar()
    cases = forecast.running()
    risks = forecast.at_risk(cases, forecast.paces(today, calendar), today, calendar)
    return {person.pk: _of(person, cases, risks, today) for person in people}


def _of(person: User, cases: Sequence[Running], risks: Sequence[Forecast], today: date) -> Digest:
    mine = [case for case in cases if _is_theirs(case, person)]
    return Digest(
        [case for case in mine if case.due_on < today],
        [case for case in mine if case.due_on == today],
        [risk for risk in risks if _is_theirs(risk.case, person)],
    )


def _is_theirs(case: Running, person: User) -> bool:
    """A supervisor's are all, a technician's those given to them, a clerk's those before anybody has them."""
    if access.may(person, Right.SUPERVISE) or case.technician == person.pk:
        return True
    return person.is_clerk and case.technician is None and case.state in _CLERKS_STATES


def _send(person: User, digest: Digest, now: datetime, server: BaseEmailBackend | None) -> bool:
    """Mark and send in one transaction: what was not handed over is not marked, and of two senders one sends."""
    try:
        with transaction.atomic():
            day = sla.today(now)
            _row, is_new = DigestSent.objects.get_or_create(
                person=person, day=day, defaults={"at": now, "cases": digest.cases}
            )
            if not is_new or not digest.cases or server is None:
                return False
            _mail(person, digest, day, server).send()
    except OSError as error:
        log.warning("digest: no mail to person %s: %s", person.pk, type(error).__name__)
        return False
    return True


def _mail(person: User, digest: Digest, day: date, server: BaseEmailBackend) -> EmailMessage:
    with translation.override("vi"):
        subject = _(
            "Hồ sơ cần chú ý ngày %(day)s: %(overdue)d quá hạn, %(today)d hẹn hôm nay, %(risk)d có nguy cơ"
        )
        counts = {
            "day": f"{day:%d/%m/%Y}",
            "overdue": len(digest.overdue),
            "today": len(digest.due_today),
            "risk": len(digest.at_risk),
        }
        body = text(digest, is_supervisor=access.may(person, Right.SUPERVISE))
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject % counts, body, to=[person.email], connection=server, headers=headers)


def text(digest: Digest, *, is_supervisor: bool) -> str:
    """Return the mail's text: case numbers, companies and days, and nothing else about anybody."""
    place = reverse("web:board" if is_supervisor else "web:inbox")
    parts = [
        *_part(_("Quá hạn"), [f"{_line(case)}, {_due(case)}" for case in digest.overdue]),
        *_part(_("Hẹn trả hôm nay"), [_line(case) for case in digest.due_today]),
        *_part(_("Có nguy cơ quá hạn"), [f"{_line(risk.case)}: {risk.sentence()}" for risk in digest.at_risk]),
        _("Mở để xem: %(url)s") % {"url": settings.SITE_URL + place},
    ]
    return "\n".join(parts) + "\n"


def _part(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = len(lines) - MOST_LINES
    rest = [_("… và %(count)d hồ sơ nữa") % {"count": more}] if more > 0 else []
    return [f"{title} ({len(lines)})", *(f"- {line}" for line in [*lines[:MOST_LINES], *rest]), ""]


def _line(case: Running) -> str:
    return f"{case.number} {' '.join(case.company.split())}".strip()


def _due(case: Running) -> str:
    return _("hẹn %(due)s") % {"due": f"{case.due_on:%d/%m}"}
