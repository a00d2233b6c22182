"""Internal notes on a case: written once, and shown to whom they name by "@ten-dang-nhap"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from casedesk import access, history
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.lib.compiled import Compiled
from casedesk.models import Absence, Act, Case, Mention, Note, User
from casedesk.unchanged import unchanged

LONGEST = 2000
MOST_NAMED = 20
_NAMED = re.compile(r"(?<![\w.+-])@([\w.+-]*[\w+-])")
"""A name after "@" that stands by itself: an address of e-mail names nobody."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it was kept, whom it reminds, and the names in it that nobody has."""

    note: Note
    reminded: Sequence[User]
    unknown: Sequence[str]


def add(case: Case, text: str, by: User, now: datetime) -> Noted:
    """Keep a note and remind whom it names. Raises `CannotDo` where it names one who may see no case."""
    if not access.may(by, Right.TAKE_PART):
        raise PermissionDenied
    text = _checked(text)
    named, unknown = _people(text)
    strangers = [person for person in named if not access.may(person, Right.TAKE_PART)]
    if strangers:
        raise CannotDo(
            _("%(names)s không được xem hồ sơ nên không nhắc được. Hãy bỏ tên đó rồi lưu lại.")
            % {"names": ", ".join(f"@{person.username}" for person in strangers)}
        )
    reminded = [person for person in named if person.pk != by.pk]
    with transaction.atomic():
        note = Note.objects.create(case=case, by=by, at=now, text=text)
        Mention.objects.bulk_create(Mention(note=note, person=person) for person in reminded)
        arrow = f"→ {', '.join(str(person) for person in reminded)}" if reminded else ""
        history.add(case, Act.NOTED, now, by=by, note=arrow, written=note.pk)
    return Noted(note, reminded, unknown)


def with_any(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case whether it has notes, so that `read` asks for none in vain."""
    return cases.annotate(has_notes=Exists(Note.objects.filter(case=OuterRef("pk"))))


def read(case: Case, by: User, now: datetime) -> Sequence[Note]:
    """Return a case's notes, the newest first, and remind the person who reads them no more."""
    found = _OF_CASE(case.pk, by.pk) if getattr(case, "has_notes", True) else []
    if any(getattr(note, "reminds", False) for note in found):
        Mention.objects.filter(note__in=found, person=by, seen_at=None).update(seen_at=now)
    return found


def people(on: date) -> Sequence[User]:
    """Return who may be named: everybody who works here and may see cases, with `is_away` as it is on a day."""
    return unchanged((_people_of, on), lambda: _named_on(on), of_house=True)


def _named_on(on: date) -> Sequence[User]:
    named = [one for one in _people_of(on)() if access.may(one, Right.TAKE_PART)]
    for person in named:
        person.is_away = person.is_away or person.is_absent
    return named


def _of_case(case: int, person: int) -> QuerySet[Note]:
    unseen = Mention.objects.filter(note=OuterRef("pk"), person=person, seen_at=None)
    return Note.objects.filter(case=case).select_related("by").annotate(reminds=Exists(unseen))


_OF_CASE = Compiled(_of_case)


@lru_cache(maxsize=2)
def _people_of(on: date) -> Compiled[Any]:
    absent = Absence.objects.filter(person=OuterRef("pk"), first_day__lte=on, last_day__gte=on)
    found = User.objects.filter(is_active=True).annotate(is_absent=Exists(absent))
    return Compiled(lambda: found.order_by("full_name", "username"))


def _checked(text: str) -> str:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise CannotDo(_("Hãy ghi nội dung ghi chú."))
    if len(text) > LONGEST:
        raise CannotDo(_("Nhiều nhất %(longest)d chữ.") % {"longest": LONGEST})
    return text


def _people(text: str) -> tuple[Sequence[User], Sequence[str]]:
    """Return who is named, whatever the case of the letters, and the names that nobody has."""
    names = list(dict.fromkeys(name.lower() for name in _NAMED.findall(text)))
    if len(names) > MOST_NAMED:
        raise CannotDo(_("Một ghi chú nhắc nhiều nhất %(most)d người.") % {"most": MOST_NAMED})
    if not names:
        return [], []
    found = User.objects.annotate(plain=Lower("username")).filter(plain__in=names).order_by("full_name", "pk")
    known = {person.username.lower() for person in found}
    return list(found), [name for name in names if name not in known]
