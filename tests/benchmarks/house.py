"""A large house for measuring: years of made-up cases with papers, history, letters and search entries.

A block of cases is made through the models and then copied within the database, under other numbers and, from the
tenth copy on, in earlier years: the house answers 400 cases a working day, so a million of them are ten years. Its
open cases are those of the last four days, however long the house has stood.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import DateField, DateTimeField, ForeignKey, Max
from django.utils import timezone

from casedesk import throughput
from casedesk.lib import workdays
from casedesk.models import (
    Act,
    Case,
    Clock,
    Event,
    LetterOrder,
    Register,
    RegisterRow,
    SearchEntry,
    State,
    User,
)
from casedesk.search.entries import entry
from intake.models import Document, Field, Page, Scan
from letters.models import Letter, Message, MessageState
from tests import make

BLOCK = 10_000
COPIES_A_YEAR = 10
OPEN = 1_600
YEAR = 364
"""Whole weeks, so that a copy's days are the same days of the week."""
COMPANIES = 2_500
SURNAMES = ("NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "ĐOÀN")
WORDS = (
    "AN", "BÌNH", "CƯỜNG", "DŨNG", "ĐỨC", "GIANG", "HÀ", "HẢI", "HẠNH",
    "HÒA", "HÙNG", "HƯƠNG", "KHÁNH", "LAN", "LINH", "LONG", "MAI", "MINH",
)  # fmt: skip
COURSE = (
    (Act.RECEIVED, 0.0),
    (Act.CHECKED, 0.01),
    (Act.ACCEPTED, 0.3),
    (Act.ASSIGNED, 0.3),
    (Act.PROPOSED, 0.6),
    (Act.APPROVED, 0.8),
    (Act.FULFILLED, 0.81),
    (Act.LETTER_WRITTEN, 0.82),
    (Act.LETTER_SENT, 1.0),
    (Act.CLOSED, 1.0),
)
"""What happens to a case, and at which part of its time."""
OPEN_STATES = {State.CHECKED: 2, State.ASSIGNED: 4, State.PROPOSED: 5}
"""Where an open case stands, and how much of its course is behind it."""
COPIED: tuple[type[models.Model], ...] = (
    *(Case, Clock, Event, RegisterRow, SearchEntry, Scan, Document, Page, Field),
    *(Letter, LetterOrder, Message),
)
_OFFSET_COLUMNS = {(RegisterRow, "number"), (Letter, "number")}
_MARKED_COLUMNS = {
    *((Case, "number"), (Scan, "sha256"), (Message, "message_id")),
    *((SearchEntry, "text"), (SearchEntry, "folded")),
}
"""Columns of a copy that get its number after them, because they are unique or should not all be the same."""


def fill(count: int) -> None:
    """Make at least so many closed cases, and the open ones; the database is ready to be measured then."""
    technicians = [make.user("technician") for _ in range(4)]
    blocks = max(1, count // BLOCK)
    with _without_search_index():
        _make(count if blocks == 1 else BLOCK, technicians, is_open=False)
        spans = {model: model._default_manager.aggregate(last=Max("pk"))["last"] for model in COPIED}
        for copy in range(1, blocks):
            with transaction.atomic():
                _copy(copy, spans)
        _reset_sequences()
        _make(OPEN, technicians, is_open=True)
    Register.objects.update(last=RegisterRow.objects.aggregate(last=Max("number"))["last"])
    if connection.vendor != "sqlite":  # nobody counts SQLite's statistics in service, and it asks better without
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _make(count: int, technicians: list[User], *, is_open: bool) -> None:
    chance = random.Random(5 + is_open)
    today = timezone.localdate()
    days = [day for day in (today - timedelta(days=back) for back in range(YEAR, -1, -1)) if _is_worked(day)]
    days = days[-4:] if is_open else days[:-4]
    book, _made = Register.objects.get_or_create(year=today.year)
    first = (RegisterRow.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    kind = "O" if is_open else "C"
    with transaction.atomic():
        dates = [days[number * len(days) // count] for number in range(count)]
        cases = [_case(f"{kind}{number:05d}", day, chance, technicians) for number, day in enumerate(dates)]
        _keep(cases)
        _keep([_clock(case) for case in cases])
        _keep([event for case in cases for event in _events(case)])
        _keep([RegisterRow(register=book, number=first + at, case=case) for at, case in enumerate(cases)])
        _papers(cases, chance)
        _letters([case for case in cases if not is_open])


def _keep(rows: Sequence[models.Model]) -> None:
    type(rows[0])._default_manager.bulk_create(rows, batch_size=1_000)


def _case(code: str, day: date, chance: random.Random, technicians: Sequence[User]) -> Case:
    is_open, company = code.startswith("O"), chance.randrange(COMPANIES)
    state = chance.choice(list(OPEN_STATES)) if is_open else State.CLOSED
    case = Case(number=f"G12.99.01-{day:%y%m%d}-{code}", state=state, channel="post", arrived_on=day)
    case.technician = None if state == State.CHECKED else chance.choice(technicians)
    case.request = chance.choice(("reset_password", "rebind_lost", "rebind_renewed"))
    words = random.Random(company).choices(WORDS, k=3)
    case.company_name, case.tax_code = f"CÔNG TY TNHH {' '.join(words)}", f"{100_000_000 + company * 70:010d}"
    case.reply_address, case.verdict = f"ketoan{company}@mauthu.example", "complete"
    case.received_at = throughput.midnight(day) + timedelta(hours=8 + 8 * chance.random())
    case.due_on = _due(day) if is_open else None
    case.closed_at = None if is_open else case.received_at + timedelta(days=chance.uniform(1, 8))
    return case


def _clock(case: Case) -> Clock:
    due, day = _due(case.arrived_on), case.arrived_on
    return Clock(
        case=case, run=1, started_on=day, days=5, due_on=due, calendar_version=0, stopped_at=case.closed_at
    )


def _events(case: Case) -> Iterator[Event]:
    end = case.closed_at or min(case.received_at + timedelta(days=3), timezone.now())
    for act, part in COURSE[: OPEN_STATES.get(State(case.state), len(COURSE))]:
        yield Event(case=case, at=case.received_at + (end - case.received_at) * part, act=act)


def _papers(cases: Sequence[Case], chance: random.Random) -> None:
    scans = [_scan(case) for case in cases]
    _keep(scans)
    letters = [Document(case=scan.case, scan=scan, kind="request_letter") for scan in scans]
    _keep(letters)
    pages = [Page(scan=one.scan, document=one, number=1, kind=one.kind) for one in letters]
    _keep(pages)
    read = [(page, _values(page.scan.case, chance)) for page in pages]
    _keep([_field(page, name, value) for page, values in read for name, value in values.items()])
    _keep([row for page, values in read for row in _entries(page.scan.case, values)])


def _scan(case: Case) -> Scan:
    code, day = case.number[-6:], case.received_at
    return Scan(case=case, name=f"{code}.pdf", sha256=f"{code:0<50}", media_type="application/pdf", size=1,
                file=f"{code}.bin", page_count=1, pages_read=1, read_at=day, added_at=day)  # fmt: skip


def _values(case: Case, chance: random.Random) -> dict[str, str]:
    return {
        "representative": f"{chance.choice(SURNAMES)} VĂN {chance.choice(WORDS)}",
        "phone": f"09{chance.randrange(10**8):08d}",
        "address": f"Số {chance.randrange(300)}, Phường {' '.join(chance.choices(WORDS, k=2))}, Hà Nội",
        "certificate_serial": f"5401{chance.randrange(16**12):012X}",
    }


def _field(page: Page, name: str, value: str) -> Field:
    return Field(
        document=page.document, page=page, name=name, value=value, read_value=value, confidence=0.99, certain=True,
        source="ocr", box=[0.1, 0.1, 0.4, 0.15],
    )  # fmt: skip


def _entries(case: Case, values: Mapping[str, str]) -> Iterator[SearchEntry]:
    for name in ("number", "company_name", "tax_code", "reply_address"):
        yield entry(case.pk, (name, False, getattr(case, name)))
    for name, value in values.items():
        yield entry(case.pk, (f"request_letter.{name}", True, value))


def _letters(cases: Sequence[Case]) -> None:
    if not cases:
        return
    letters = [_letter(case, at) for at, case in enumerate(cases, 1)]
    _keep(letters)
    _keep([LetterOrder(case=one.case, kind=one.kind, ordered_at=one.created_at, letter=one) for one in letters])
    _keep([_message(letter) for letter in letters])


def _letter(case: Case, number: int) -> Letter:
    at, year = case.closed_at, case.received_at.year
    assert at
    return Letter(case=case, kind="answer", year=year, number=number, reference=f"{number}/HDHS", subject="",
                  file_name="tra-loi.pdf", size=1, sha256="0" * 64, created_at=at)  # fmt: skip


def _message(letter: Letter) -> Message:
    case, at = letter.case, letter.created_at
    return Message(letter=letter, case=case, to=case.reply_address, message_id=f"<{case.number}@mauthu.example>",
                   state=MessageState.SENT, attempts=0, next_at=at, sent_at=at)  # fmt: skip


def _copy(copy: int, spans: Mapping[type[models.Model], int]) -> None:
    """Copy the block within the database."""
    with connection.cursor() as cursor:
        for model in COPIED:
            fields = [field for field in model._meta.local_fields if field.column]
            columns = ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(_copied(model, field, copy, spans) for field in fields)
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id <= {spans[model]}"  # noqa: S608
            )


def _copied(
    model: type[models.Model], field: "models.Field[Any, Any]", copy: int, spans: Mapping[type[models.Model], int]
) -> str:
    """Return the SQL of a column's value in a copy."""
    column, years = f'"{field.column}"', copy // COPIES_A_YEAR
    of = field.related_model if isinstance(field, ForeignKey) else model if field.primary_key else None
    if of is not None and of in spans:
        return f"{column} + {copy * spans[of]}"
    if (model, field.name) in _OFFSET_COLUMNS:
        return f"{column} + {copy * BLOCK}"
    if (model, field.name) in _MARKED_COLUMNS:
        return f"{column} || '{copy:03d}'"
    if field.name == "tax_code":
        return f"substr({column}, 1, 9) || '{copy % COPIES_A_YEAR}'"
    return _earlier(column, field, years * YEAR) if years else column


def _earlier(column: str, field: "models.Field[Any, Any]", days: int) -> str:
    if not isinstance(field, DateField):
        return column
    if connection.vendor != "sqlite":
        return f"{column} - interval '{days} days'" if isinstance(field, DateTimeField) else f"{column} - {days}"
    moved = f"date(substr({column}, 1, 10), '-{days} days')"
    return f"{moved} || substr({column}, 11)" if isinstance(field, DateTimeField) else moved


@contextmanager
def _without_search_index() -> Iterator[None]:
    """Leave the index of the search alone while rows are added, and build it at the end."""
    if connection.vendor == "sqlite":
        trigger = "SELECT sql FROM sqlite_master WHERE name = 'casedesk_search_added'"
        drop, last = (
            "DROP TRIGGER casedesk_search_added",
            "INSERT INTO casedesk_search(casedesk_search) VALUES('rebuild')",
        )
    else:
        trigger = "SELECT indexdef FROM pg_indexes WHERE indexname = 'casedesk_search'"
        drop, last = "DROP INDEX casedesk_search", "SELECT 1"
    with connection.cursor() as cursor:
        cursor.execute(trigger)
        make_again = cursor.fetchone()[0]
        cursor.execute(drop)
    yield
    with connection.cursor() as cursor:
        cursor.execute(make_again)
        cursor.execute(last)


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), COPIED):
            cursor.execute(statement)


@cache
def _due(day: date) -> date:
    return workdays.due_on(day, 5)


@cache
def _is_worked(day: date) -> bool:
    return workdays.is_working_day(day)
