"""What a clerk corrects of values and marks under review; each change runs the rules again at once."""

from datetime import datetime

from django.utils.translation import gettext as _

from casedesk import checking, history
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked
from casedesk.models import Act, Case, State, User
from intake import records
from intake.facts import FIELDS, Kind, Mark, Request, Source
from intake.models import Document, Field
from verification import formats

MARKS = {
    "sealed": frozenset({Kind.REQUEST_LETTER, Kind.INTRODUCTION_LETTER}),
    "certified": frozenset({Kind.BUSINESS_LICENCE, Kind.TAX_CERTIFICATE, Kind.IDENTITY}),
}
"""Which mark is looked for on which kinds."""


def set_field(case_id: int, document_id: int, name: str, value: str, by: User, now: datetime) -> None:
    """Confirm or correct one value; an empty value means that the paper does not show it.

    Raises `CannotDo` with a sentence when the value has not the form that the field needs.
    """
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        document = document_of(case, document_id)
        if name not in names_of(Kind(document.kind)):
            raise CannotDo(_("Loại giấy tờ này không có thông tin đó."))
        value = _well_formed(name, value)
        field, _is_new = Field.objects.get_or_create(
            document=document, name=name, defaults={"source": Source.PERSON}
        )
        if field.page and field.page.is_out:
            field.value, field.page, field.box = "", None, None
        act = Act.CONFIRMED if field.value == value else Act.CORRECTED
        field.value, field.certain, field.confidence = value, True, 1.0
        field.source = field.source if act == Act.CONFIRMED else Source.PERSON
        field.confirmed_by, field.confirmed_at = by, now
        field.save()
        history.add(case, act, now, by=by, document=document.kind, field=name)
        checking.run(case, now)


def set_mark(case_id: int, document_id: int, mark: str, found: bool, by: User, now: datetime) -> None:
    """Say whether a paper bears its seal or its certification."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        document = document_of(case, document_id)
        if mark not in MARKS or Kind(document.kind) not in MARKS[mark]:
            raise CannotDo(_("Loại giấy tờ này không cần dấu đó."))
        known = records.mark_of(document, mark)
        place = (known.page, known.box) if known and known.found == found else (None, None)
        setattr(document, mark, records.mark_as_json(Mark(found, 1.0, True, *place)))
        document.save(update_fields=[mark])
        history.add(case, Act.CONFIRMED, now, by=by, document=document.kind, mark=mark, found=found)
        checking.run(case, now)


def document_of(case: Case, document_id: int) -> Document:
    """Return a paper of a case that counts now. Raises `CannotDo`."""
    found = next((row for row in records.documents_of(case.pk) if row.pk == document_id), None)
    if found is None:
        raise CannotDo(_("Không có giấy tờ này trong hồ sơ."))
    return found


def names_of(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a clerk sees on a kind of document."""
    extra = (records.REQUEST,) if kind == Kind.REQUEST_LETTER else ()
    return extra + FIELDS.get(kind, ())


def _well_formed(name: str, value: str) -> str:
    value = " ".join(value.split())
    if name == records.REQUEST and value and value not in set(Request):
        raise CannotDo(_("Hãy chọn một trong ba loại yêu cầu."))
    problem = formats.problem(name, value)
    if problem:
        raise CannotDo(problem)
    return formats.normalised(name, value)
