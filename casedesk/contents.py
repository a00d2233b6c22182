"""What a letter says about a case, gathered from its papers, findings and change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from django.template.loader import render_to_string
from django.utils import translation

from casedesk import lookup, sla, supplements
from casedesk.accounts import changes, handover
from casedesk.accounts.gateway import Answer
from casedesk.accounts.models import Change, Operation
from casedesk.models import CHANNEL_LABELS, REQUEST_LABELS, Case, LetterOrder
from intake import records
from intake.facts import Facts, Kind, Request
from intake.models import KIND_LABELS
from letters import enciphering, samples
from letters.content import Certificate, Content, Defect, Enciphered, Paper, RequestKind, Reveal
from letters.forms import RESET, Form
from letters.kinds import Kind as Letter
from verification import certificates
from verification.findings import Channel

CERTIFIED = "Bản chứng thực"
ORIGINAL = "Bản chính"
COPY = "Bản sao"
_ENCIPHERED_SUBJECT = "Mật khẩu VNACCS (đã mã hóa) – hồ sơ"
_GIVING_REASONS = (Letter.REFUSAL, Letter.EXTENSION, Letter.STOP)
_HIDDEN_LINK = "/mat-khau/…"


def content_of(order: LetterOrder, now: datetime) -> Content:
    """Return the content of an ordered letter, in Vietnamese whoever ordered it."""
    return _whole(order, lambda content: _with_result(content, order.case, now))


def draft_of(order: LetterOrder, now: datetime) -> Content:
    """Return the content of a letter for a look before it goes: no link is made, and no password is opened."""
    return _whole(order, lambda content: _with_draft(content, order.case, now))


def _whole(order: LetterOrder, with_result: Callable[[Content], Content]) -> Content:
    with translation.override("vi"):
        content = _content(order)
        return with_result(content) if order.kind == Letter.ANSWER and content.is_granted else content


def _content(order: LetterOrder) -> Content:
    case, kind = order.case, Letter(order.kind)
    facts = records.facts_of(case.id)
    values = _letter_values(facts)
    clock = case.clocks.latest("run")
    is_granted = order.form != Form.NOT_GRANTED
    extension = case.extensions.first() if kind == Letter.EXTENSION else None
    return Content(
        case_number=case.number,
        received_on=clock.started_on,
        received_at=case.received_at,
        due_on=extension.to_on if extension else clock.due_on,
        promised_on=extension.from_on if extension else None,
        working_days=clock.days,
        channel=str(CHANNEL_LABELS[Channel(case.channel)]),
        company_name=case.company_name,
        tax_code=case.tax_code,
        address=values.get("address", ""),
        phone=values.get("phone", ""),
        email=case.reply_address,
        representative=values.get("representative", ""),
        request=str(REQUEST_LABELS[Request(case.request)]) if case.request else "",
        request_kind=cast(RequestKind, case.request),
        documents=_papers(facts),
        defects=_defects(order) if kind == Letter.SUPPLEMENT else (),
        reason=order.note if kind in _GIVING_REASONS or not is_granted else "",
        note="\n".join(filter(None, (order.note if kind == Letter.SUPPLEMENT else "", order.extra))),
        is_granted=is_granted,
        lookup_url=lookup.url_of(case),
        clerk=str(order.ordered_by or ""),
    )


def _defects(order: LetterOrder) -> tuple[Defect, ...]:
    asked = order.defects
    if asked is None:  # ordered before the points were kept with the order
        asked = supplements.as_json(supplements.points_of(order.case))
    return tuple(Defect(**point) for point in asked)


def _with_result(content: Content, case: Case, now: datetime) -> Content:
    change = changes.carried_out(case.id)
    content = replace(content, account_tax_code=change.tax_code, account_name=case.company_name)
    if change.operation == Operation.ISSUE_PASSWORD:
        if change.enciphered_for and not _was_sent(case, change):
            return replace(content, enciphered=_enciphered(content, change, now))
        return replace(content, reveal=Reveal(*handover.issue_link(change, now)))
    return _told(content, change)


def _told(content: Content, change: Change) -> Content:
    """Tell of the certificate that was bound: a new one, or the former one again."""
    bound = changes.to_bind(change)
    told = Certificate(bound.serial, bound.issuer, bound.subject, bound.not_before, bound.not_after)
    return replace(content, certificate=told, is_restored=change.undoes_id is not None)


def _with_draft(content: Content, case: Case, now: datetime) -> Content:
    """Return the content of an answer before it is written: what is secret, or not made yet, is made up."""
    change = changes.carried_out(case.id) if case.changes.filter(answer=Answer.DONE).exists() else None
    content = replace(content, account_tax_code=case.tax_code, account_name=case.company_name)
    if content.request_kind == RESET:
        if change and change.enciphered_for:
            to = certificates.parse(bytes(change.enciphered_for))
            return replace(content, enciphered=samples.enciphered(to.serial, to.issuer))
        return replace(content, reveal=Reveal(_HIDDEN_LINK, now + timedelta(days=3)))
    if change is None:
        return replace(content, certificate=samples.content(Form.CERTIFICATE, sla.today(now)).certificate)
    return _told(content, change)


def _was_sent(case: Case, change: Change) -> bool:
    """Say whether the answer of a change was written already: whoever could not open it is sent a link."""
    answers = case.letter_orders.filter(kind=Letter.ANSWER, ordered_at__gte=change.answered_at)
    return answers.exclude(letter=None).exists()


def _enciphered(content: Content, change: Change, now: datetime) -> Enciphered:
    """Return the password enciphered to the certificate that the two persons chose."""
    to = certificates.parse(bytes(change.enciphered_for or b""))
    values = {"c": content, "tax_code": change.tax_code, "password": handover.password_of(change)}
    text = render_to_string("letters/password.txt", values)
    enclosure = enciphering.encipher(
        text, f"{_ENCIPHERED_SUBJECT} {content.case_number}", content.email, "mat-khau", to.x509, now
    )
    return Enciphered(to.serial, to.issuer, enclosure)


def _letter_values(facts: Facts) -> dict[str, str]:
    letter = next((document for _, document in facts.of_kind(Kind.REQUEST_LETTER)), None)
    return {name: field.value for name, field in letter.fields.items()} if letter else {}


def _papers(facts: Facts) -> tuple[Paper, ...]:
    return tuple(Paper(str(KIND_LABELS[document.kind]), _form(document.certified)) for document in facts.documents)


def _form(certified: object) -> str:
    if certified is None:
        return ORIGINAL
    return CERTIFIED if getattr(certified, "found", False) else COPY
