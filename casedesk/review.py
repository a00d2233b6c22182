"""What a clerk corrects of values and marks under review; each change runs the rules again at once."""

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casedesk import checking, history, versions
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, Overtaken, locked
from casedesk.models import Act, Case, State, User
from casedesk.places import Place, page_of
from casedesk.values import said
from intake import records
from intake.facts import FIELDS, OPTIONAL, Kind, Mark, Request, Source
from intake.models import Document, Field
from verification import formats, numbers
from verification.findings import Channel
from verification.numbers import Flaw

MARKS = {
    "sealed": frozenset({Kind.REQUEST_LETTER, Kind.INTRODUCTION_LETTER}),
    "certified": frozenset({Kind.BUSINESS_LICENCE, Kind.TAX_CERTIFICATE, Kind.IDENTITY}),
}
"""Which mark is looked for on which kinds."""
MOST_OF_A_NAME = 100


def set_field(
    case_id: int,
    document_id: int,
    name: str,
    value: str,
    by: User,
    now: datetime,
    seen: str | None = None,
    place: Place | None = None,
) -> None:
    """Confirm or correct one value; an empty value means that the paper does not show it.

    `seen` is the version that the person saw, `place` where they have drawn that the value stands. Raises
    `CannotDo` with a sentence when the value has not the form that the field needs, and `Overtaken` when another
    person has changed it since.
    """
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        document = document_of(case, document_id)
        if not fits(Kind(document.kind), name):
            raise CannotDo(_("Loại giấy tờ này không có thông tin đó."))
        value = formats.normalised(name, " ".join(value.split()))
        field, _is_new = Field.objects.get_or_create(
            document=document, name=name, defaults={"source": Source.PERSON}
        )
        _expect(field, value, seen, by)
        _expect_form(name, value)
        if field.page and field.page.is_out:
            field.value, field.page, field.box = "", None, None
        if place:
            field.page, field.box = page_of(document, place), list(place.box)
        act = Act.CONFIRMED if field.value == value else Act.CORRECTED
        field.value, field.certain, field.confidence = value, True, 1.0
        field.source = field.source if act == Act.CONFIRMED else Source.PERSON
        field.confirmed_by, field.confirmed_at = by, now
        field.save()
        history.add(case, act, now, by=by, document=document.kind, field=name)
        checking.run(case, now)


def set_mark(
    case_id: int, document_id: int, mark: str, found: bool, by: User, now: datetime, seen: str | None = None
) -> None:
    """Say whether a paper bears its seal or its certification. Raises `Overtaken` as `set_field` does."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        document = document_of(case, document_id)
        if mark not in MARKS or Kind(document.kind) not in MARKS[mark]:
            raise CannotDo(_("Loại giấy tờ này không cần dấu đó."))
        known = records.mark_of(document, mark)
        if known and known.found != found and seen not in (None, versions.of_mark(getattr(document, mark))):
            expect_nobody_else(case, by, document_id=document.pk, mark=mark)
        place = (known.page, known.box) if known and known.found == found else (None, None)
        setattr(document, mark, records.mark_as_json(Mark(found, 1.0, True, *place)))
        document.save(update_fields=[mark])
        history.add(
            case,
            Act.CONFIRMED,
            now,
            by=by,
            document=document.kind,
            document_id=document.pk,
            mark=mark,
            found=found,
        )
        checking.run(case, now)


def expect_nobody_else(case: Case, by: User, **what: object) -> None:
    """Raise `Overtaken` where another person's line is the last in the history about a thing."""
    lines = case.events.filter(**{f"data__{name}": value for name, value in what.items()})
    last = lines.select_related("actor").last()
    if last and last.actor and last.actor_id != by.pk:
        told = {"name": last.actor, "time": f"{localtime(last.at):%H:%M}", "act": last.get_act_display()}
        raise Overtaken(
            _("%(name)s vừa làm «%(act)s» ở đây lúc %(time)s. Hãy xem lại rồi chọn; lựa chọn của bạn chưa lưu.")
            % told
        )


def malformed(case: Case, field: Field) -> str:
    """Say what is wrong with the form of a value as it was read; empty once a person has confirmed it.

    A code whose check digit is wrong may well stand on the paper so: a person can confirm it, and a rule judges.
    """
    if field.confirmed_by_id or not field.value:
        return ""
    if problem := formats.problem(field.name, field.value):
        return problem
    if field.name == "tax_code" and numbers.tax_code_flaw(field.value, case.arrived_on) is Flaw.CHECK_DIGIT:
        return _("Mã số thuế sai số kiểm tra: có thể đọc nhầm một chữ số.")
    return ""


def set_bearer(case_id: int, name: str, id_number: str, by: User, now: datetime) -> None:
    """Note who stands at the counter, from the card shown there. Raises `CannotDo` on a malformed number."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        if case.channel != Channel.WALK_IN:
            raise CannotDo(_("Hồ sơ này gửi qua đường bưu điện, không có người nộp tại quầy."))
        id_number = formats.normalised("bearer_id", " ".join(id_number.split()))
        _expect_form("bearer_id", id_number)
        case.bearer_name, case.bearer_id = " ".join(name.split())[:MOST_OF_A_NAME], id_number
        case.save(update_fields=["bearer_name", "bearer_id"])
        history.add(case, Act.BEARER_NOTED, now, by=by, note=case.bearer_name)
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


def fits(kind: Kind, name: str) -> bool:
    """Say whether a kind of document may show a field, though nobody may miss it."""
    return name in names_of(kind) or name in OPTIONAL.get(kind, ())


def _expect(field: Field, value: str, seen: str | None, by: User) -> None:
    """Hold a value to the version that its person saw; who says the same as the other overwrites nothing."""
    if seen in (None, versions.of_field(field)) or field.value == value:
        return
    if field.confirmed_by is None or field.confirmed_at is None or field.confirmed_by_id == by.pk:
        return
    told = {"name": field.confirmed_by, "time": f"{localtime(field.confirmed_at):%H:%M}"}
    raise Overtaken(
        _("%(name)s vừa ghi «%(value)s» lúc %(time)s. Giá trị của bạn chưa được lưu.")
        % (told | {"value": said(field.name, field.value)})
    )


def _expect_form(name: str, value: str) -> None:
    if name == records.REQUEST and value and value not in set(Request):
        raise CannotDo(_("Hãy chọn một trong ba loại yêu cầu."))
    problem = formats.problem(name, value)
    if problem:
        raise CannotDo(problem)
