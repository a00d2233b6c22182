"""Builders: what a test needs, in the state that it needs it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from casedesk import history, sla
from casedesk.accounts.models import Account, Binding
from casedesk.models import Act, Case, Queue, State, User
from casedesk.samples import certificates
from casedesk.search.folding import fold
from intake import records
from intake.facts import FOREVER, Document, Facts, Field, Kind, Mark, Page, Request, Source
from intake.models import Scan
from verification.certificates import authorities
from verification.findings import Channel

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in Hanoi."""
TAX_CODE = "0100000010"
COMPANY = "CÔNG TY TNHH THƯƠNG MẠI MẪU THỬ"
PERSON = "NGUYỄN VĂN AN"
EMAIL = "ketoan@mauthu.example"
PASSWORD = "mat-khau-thu-nghiem"

_numbers = count(1)


def user(*roles: str, **columns: Any) -> User:
    """Make a person with the given roles ("clerk", "technician", …)."""
    number = next(_numbers)
    flags = {f"is_{role}": True for role in roles}
    defaults: dict[str, Any] = {"username": f"nguoi{number}", "full_name": f"Người Thứ {number}"}
    made = User(**(defaults | flags | columns))
    made.set_password(PASSWORD)
    made.save()
    for queue in Queue.objects.all() if made.is_technician else []:
        queue.technicians.add(made)
    return made


def field(value: str, *, certain: bool = True, page: int = 1, source: Source = Source.OCR) -> Field:
    """Make one value that was read."""
    return Field(value, 0.99 if certain else 0.6, certain, page, (0.1, 0.1, 0.4, 0.15), source)


def mark(found: bool = True, *, certain: bool = True) -> Mark:
    """Make a seal or certification mark."""
    return Mark(found, 0.95, certain, 1, (0.6, 0.7, 0.8, 0.85))


def facts(
    *,
    request: Request = Request.RESET_PASSWORD,
    channel: Channel = Channel.POST,
    without: tuple[Kind, ...] = (),
) -> Facts:
    """Make the facts of a complete, certain dossier, less the given kinds."""
    papers = [_letter(), _licence(), _identity()] + ([_introduction()] if channel == Channel.WALK_IN else [])
    kept = [paper for paper in papers if paper.kind not in without]
    pages = tuple(Page(number, paper.kind, 0) for number, paper in enumerate(kept, start=1))
    placed = tuple(_placed(paper, number) for number, paper in enumerate(kept, start=1))
    return Facts(pages, placed, field(request.value) if Kind.REQUEST_LETTER not in without else None)


def case(
    state: str = State.CHECKED,
    *,
    arrived_on: date = date(2026, 11, 23),
    channel: Channel = Channel.POST,
    request: Request = Request.RESET_PASSWORD,
    reading: Facts | None = None,
    technician: User | None = None,
    now: datetime = NOW,
    with_account: bool = True,
    **columns: Any,
) -> Case:
    """Make a case in a state, its papers read and its clock running; its company has an account."""
    number = next(_numbers)
    made = Case(number=f"G12.99.01-261123-{number:04d}", state=state, channel=channel)
    made.arrived_on, made.received_at = arrived_on, now
    made.company_name, made.tax_code, made.reply_address, made.request = COMPANY, TAX_CODE, EMAIL, request
    made.technician = technician
    for name, value in columns.items():
        setattr(made, name, value)
    made.save()
    sla.start_clock(made, arrived_on)
    made.save()
    history.add(made, Act.RECEIVED, now)
    if with_account:
        account(now=now)
    if state != State.RECEIVED:
        records.record(scan(made, now=now), reading or facts(request=request, channel=channel), now)
    return made


def scan(of: Case, *, content: bytes = b"%PDF-1.4 thu", name: str = "001.pdf", now: datetime = NOW) -> Scan:
    """Make a scan of a case."""
    made = Scan(
        case=of, name=name, sha256=f"{next(_numbers):064x}", media_type="application/pdf", size=len(content)
    )
    made.page_count, made.added_at = 3, now
    made.file.save(made.sha256, ContentFile(content), save=False)
    made.save()
    return made


def account(tax_code: str = TAX_CODE, *, now: datetime = NOW, **columns: Any) -> Account:
    """Make an account of the embedded registry, with an old certificate bound to it; the made-up CA is trusted."""
    authorities.add(certificates.authority().pem, now)
    known = {"company_name": COMPANY, "email": EMAIL, "phone": "02438000000"} | columns
    known["folded"] = fold(known["company_name"])
    made, is_new = Account.objects.update_or_create(tax_code=tax_code, defaults=known)
    if not is_new:
        return made
    Binding.objects.create(
        account=made,
        serial="5401ABCD",
        issuer="CA cũ",
        subject=COMPANY,
        not_before=now - timedelta(days=800),
        not_after=now - timedelta(days=10),
        bound_at=now - timedelta(days=800),
    )
    return made


def _letter() -> Document:
    values = {
        "tax_code": TAX_CODE,
        "company_name": COMPANY,
        "address": "Số 1, Phố Mẫu, Phường Thử, Hà Nội",
        "email": EMAIL,
        "phone": "024 3800 0000",
        "representative": PERSON,
    }
    return Document(Kind.REQUEST_LETTER, (1,), {n: field(v) for n, v in values.items()}, sealed=mark())


def _licence() -> Document:
    values = {
        "company_name": COMPANY,
        "tax_code": TAX_CODE,
        "representative": PERSON,
        "representative_id": "001080012345",
    }
    return Document(Kind.BUSINESS_LICENCE, (1,), {n: field(v) for n, v in values.items()}, certified=mark())


def _identity() -> Document:
    values = {
        "id_number": "001080012345",
        "full_name": PERSON,
        "date_of_birth": "1980-01-01",
        "expiry": FOREVER,
    }
    return Document(
        Kind.IDENTITY, (1,), {n: field(v, source=Source.QR) for n, v in values.items()}, certified=mark()
    )


def _introduction() -> Document:
    values = {
        "company_name": COMPANY,
        "bearer": "TRẦN THỊ BÌNH",
        "bearer_id": "001190012346",
        "valid_until": "2026-12-31",
    }
    return Document(Kind.INTRODUCTION_LETTER, (1,), {n: field(v) for n, v in values.items()}, sealed=mark())


def _placed(paper: Document, number: int) -> Document:
    values = {name: replace(value, page=number) for name, value in paper.fields.items()}
    return replace(paper, pages=(number,), fields=values)
