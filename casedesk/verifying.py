"""Checks the chain over the trail in flat memory: what was removed, changed, inserted, moved or cut off."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import chain
from casedesk.chain import Head
from casedesk.models import Chain, Event

MOST_PROBLEMS = 20
EVERY, QUIET = timedelta(hours=20), range(0, 5)
"""The watcher checks the chain once a night, in these hours of Hanoi; by day only where no night has seen it."""
_CHUNK = 2_000


class HeadError(ValueError):
    """A file that holds no head; the message says so to a person."""


@dataclass(slots=True)
class Verdict:
    """What a check found; `rows` is how many are linked, `waiting` how many are not yet."""

    rows: int = 0
    waiting: int = 0
    head: Head = field(default_factory=lambda: Head(0, chain.START))
    problems: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def is_time(now: datetime) -> bool:
    """Say whether the chain should be checked: each night, or after two days without one."""
    last = chain.state().verified_at
    if last is None or now - last > 2 * EVERY:
        return True
    return now - last > EVERY and timezone.localtime(now).hour in QUIET


def read_head(path: Path) -> Head:
    """Return the head that a file keeps, as `manage.py audit head` wrote it."""
    try:
        place, digest, *_more = path.read_text(encoding="ascii").split()
        found = Head(int(place), digest)
    except (ValueError, OSError) as unreadable:
        raise HeadError(_("%(name)s không phải tệp giữ đầu chuỗi.") % {"name": path.name}) from unreadable
    if found.place < 0 or len(digest) != len(chain.START) or set(digest) - set("0123456789abcdef"):
        raise HeadError(_("%(name)s không phải tệp giữ đầu chuỗi.") % {"name": path.name})
    return found


def verify(now: datetime, kept: Head | None = None) -> Verdict:
    """Check the whole chain, and against a head that was kept elsewhere; what was found is remembered."""
    state, verdict = chain.state(), Verdict()
    for problem in _problems(state, verdict, kept):
        verdict.problems.append(problem)
        if len(verdict.problems) == MOST_PROBLEMS:
            verdict.problems.append(_("… và có thể còn nữa."))
            break
    verdict.waiting = chain.waiting()
    _remember(verdict, now)
    return verdict


def _problems(state: Chain, verdict: Verdict, kept: Head | None) -> Iterator[str]:
    yield from _of_rows(state, verdict, kept)
    last = verdict.head.place
    if last < state.place:
        yield _("Mất các dòng cuối: từ vị trí %(first)d đến %(last)d.") % {"first": last + 1, "last": state.place}
    elif verdict.head.digest != (state.digest or chain.START):
        yield _("Dòng cuối (vị trí %(place)d) không khớp đầu chuỗi đã ghi.") % {"place": last}
    if kept and kept.place > last:
        yield _("Chuỗi chỉ còn đến vị trí %(last)d; đầu chuỗi được giữ ở vị trí %(kept)d.") % {
            "last": last,
            "kept": kept.place,
        }
    # In one statement, so that what is linked in this moment is no problem.
    beyond = Event.objects.filter(place__gt=Subquery(Chain.objects.values("place")[:1])).order_by("place").first()
    if beyond:
        yield _("Sự kiện %(id)d được chèn ở vị trí %(place)s, sau cuối chuỗi.") % {
            "id": beyond.pk,
            "place": beyond.place,
        }


def _of_rows(state: Chain, verdict: Verdict, kept: Head | None) -> Iterator[str]:
    before, expected = chain.START, 1
    rows = Event.objects.filter(place__lte=state.place).order_by("place", "id")
    for place, digest, *row in rows.values_list("place", "digest", *chain.COVERED).iterator(_CHUNK):
        verdict.rows += 1
        if place < expected:
            yield _("Sự kiện %(id)d được chèn: vị trí %(place)d đã có dòng khác.") % {"id": row[0], "place": place}
            continue
        if place > expected:
            yield _missing(expected, place, row[0])
        elif chain.digest_of(place, before, row) != digest:
            yield _("Sự kiện %(id)d (vị trí %(place)d) đã bị sửa, thay hoặc đổi chỗ.") % {
                "id": row[0],
                "place": place,
            }
        if kept and kept.place == place and kept.digest != digest:
            yield _("Sự kiện %(id)d (vị trí %(place)d) không khớp đầu chuỗi được giữ: chuỗi đã bị lập lại.") % {
                "id": row[0],
                "place": place,
            }
        before, expected = digest, place + 1
        verdict.head = Head(place, digest)


def _missing(first: int, following: int, pk: int) -> str:
    values = {"first": first, "last": following - 1, "id": pk}
    if first == following - 1:
        return _("Mất dòng ở vị trí %(first)d, trước sự kiện %(id)d.") % values
    return _("Mất các dòng từ vị trí %(first)d đến %(last)d, trước sự kiện %(id)d.") % values


def _remember(verdict: Verdict, now: datetime) -> None:
    values = {"verified_at": now, "verified_place": verdict.head.place, "problem": "\n".join(verdict.problems)}
    Chain.objects.update_or_create(
        pk=Chain.THE_ONE, defaults=values, create_defaults=values | {"digest": chain.START}
    )
