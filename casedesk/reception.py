"""The only door in: every file that reaches the centre is received here, and nothing is lost."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casedesk import history, pipeline, register, search, sla
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import SUPPLEMENTABLE_STATES, Act, Case, DayCounter, State, User
from intake import files
from intake.models import Scan, SetAside
from verification.findings import Bearer, Channel


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file at the door: what it holds, how it came, and the day stamped "ĐẾN" on it.

    `supplements` is the case that the file completes, if it does; `bearer` is who stands at the counter.
    """

    name: str
    content: bytes
    channel: Channel
    arrived_on: date
    by: User | None = None
    supplements: Case | None = None
    bearer: Bearer | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of an arrival: a case (not `is_new`: the same bytes were here before), or a file set aside."""

    case: Case | None = None
    is_new: bool = False
    set_aside: SetAside | None = None


def receive(arrival: Arrival, now: datetime) -> Reception:
    """Receive one file: case, sealed scan, event and clock in one transaction, then reading is queued.

    A file that is no dossier is set aside with its reason; its original is kept. Raises `NeedsPerson`
    when the case that it should complete takes no more papers.
    """
    try:
        info = _inspect(arrival, now)
    except files.Refused as refused:
        return Reception(set_aside=set_aside(arrival, str(refused), now))
    sha256 = hashlib.sha256(arrival.content).hexdigest()
    known = Scan.objects.filter(sha256=sha256).select_related("case").first()
    if known:
        return Reception(case=known.case)
    try:
        with transaction.atomic():
            case = _supplemented(arrival, now) if arrival.supplements else _open_case(arrival, now)
            _keep_scan(case, arrival, info, sha256, now)
            search.refresh(case)
    except IntegrityError:
        return Reception(case=Scan.objects.select_related("case").get(sha256=sha256).case)
    pipeline.wake()
    return Reception(case=case, is_new=True)


def set_aside(arrival: Arrival, reason: str, now: datetime) -> SetAside:
    """Keep a file that is no dossier, sealed, with the sentence that says why; the same bytes once."""
    sha256 = hashlib.sha256(arrival.content).hexdigest()
    known = SetAside.objects.filter(sha256=sha256, dismissed_at=None).first()
    if known:
        return known
    with transaction.atomic():
        kept = SetAside(name=_shown(arrival.name), reason=reason, size=len(arrival.content), sha256=sha256)
        kept.at, kept.by = now, arrival.by
        kept.file.save(sha256, ContentFile(arrival.content), save=False)
        kept.save()
    return kept


def set_aside_too_large(path: Path, size: int, now: datetime) -> SetAside:
    """Record a file of the scan folder that is too large to take in; it stays where it lies."""
    reason = _("Tệp lớn quá %(limit)d MB nên chưa nhận. Hãy quét lại ở 200–300 dpi, hoặc tách tệp.") % {
        "limit": settings.MAX_FILE_BYTES // 2**20
    }
    return SetAside.objects.create(
        name=_shown(path.name), reason=reason, size=size, sha256="", kept_at=str(path), at=now
    )


def _inspect(arrival: Arrival, now: datetime) -> files.Info:
    if arrival.arrived_on > sla.today(now):
        raise files.Refused(_("Ngày đến %(day)s ở tương lai: hãy sửa lại ngày đến.") % {"day": arrival.arrived_on})
    return files.inspect(arrival.content, arrival.name)


def _open_case(arrival: Arrival, now: datetime) -> Case:
    case = Case(
        number=_next_number(arrival.arrived_on),
        channel=arrival.channel,
        arrived_on=arrival.arrived_on,
        received_at=now,
        received_by=arrival.by,
        bearer_name=arrival.bearer.name if arrival.bearer else "",
        bearer_id=arrival.bearer.id_number if arrival.bearer else "",
    )
    case.save()
    sla.start_clock(case, arrival.arrived_on)
    case.save(update_fields=["due_on"])
    register.enter(case)
    history.add(case, Act.RECEIVED, now, by=arrival.by, note=_shown(arrival.name))
    return case


def _supplemented(arrival: Arrival, now: datetime) -> Case:
    case = Case.objects.select_for_update().get(pk=arrival.supplements.pk)  # type: ignore[union-attr]
    if case.state not in SUPPLEMENTABLE_STATES:
        raise NeedsPerson(_("Hồ sơ %(number)s không còn nhận giấy tờ bổ sung.") % {"number": case.number})
    case.attempts = 0
    if case.state == State.SUPPLEMENT_REQUESTED:
        sla.start_clock(case, arrival.arrived_on)
    if case.state != State.RECEIVED:
        case.receive_supplement()
    case.save()
    history.add(case, Act.SUPPLEMENTED, now, by=arrival.by, note=_shown(arrival.name))
    return case


def _keep_scan(case: Case, arrival: Arrival, info: files.Info, sha256: str, now: datetime) -> None:
    scan = Scan(case=case, name=_shown(arrival.name), sha256=sha256, media_type=info.media_type)
    scan.size, scan.page_count, scan.added_at, scan.added_by = (
        len(arrival.content),
        info.page_count,
        now,
        arrival.by,
    )
    scan.file.save(sha256, ContentFile(arrival.content), save=False)
    scan.save()


def _next_number(day: date) -> str:
    """Return the next number of a day, `PREFIX-YYMMDD-XXXX` (TT 01/2018 Art 19)."""
    DayCounter.objects.get_or_create(day=day)
    counter = DayCounter.objects.select_for_update().get(day=day)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{settings.CASE_NUMBER_PREFIX}-{day:%y%m%d}-{counter.last:04d}"


def _shown(name: str) -> str:
    """Return a file's name fit to be shown: no control or direction marks, at most 255 characters."""
    plain = "".join(letter for letter in Path(name).name if letter.isprintable())
    return plain[:255] or _("tệp không tên")
