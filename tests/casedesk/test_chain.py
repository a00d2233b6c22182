"""The trail is a chain: whatever is done to its rows behind our back is found, and said of which row."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils.timezone import localtime

from casedesk import chain, history, verifying
from casedesk.management.commands import watch
from casedesk.models import Act, Case, Chain, Event
from casedesk.verifying import HeadError
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]


@pytest.fixture
def case() -> Case:
    """A case with ten lines, linked."""
    made = make.case()
    for number in range(9):
        history.add(made, Act.NOTED, make.NOW, note=f"ghi chú {number}", number=number)
    chain.link(make.NOW)
    return made


def sql(statement: str, *values: Any) -> None:
    """Do what somebody with the database's password does: away with the trigger, and change."""
    on_table = "" if connection.vendor == "sqlite" else " ON casedesk_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS casedesk_event_append_only{on_table}")
        cursor.execute(statement, values)


def at(place: int) -> Event:
    return Event.objects.get(place=place)


def test_rows_are_linked_in_order_and_found_whole(case: Case) -> None:
    rows = list(Event.objects.order_by("id").values_list("place", flat=True))
    assert rows == list(range(1, 11))
    found = verifying.verify(make.NOW)
    assert (found.problems, found.rows, found.waiting) == ([], 10, 0)
    assert found.head == chain.head() == chain.Head(10, at(10).digest)
    assert Chain.objects.get().verified_at == make.NOW


def test_a_row_not_yet_linked_is_counted(case: Case) -> None:
    history.add(case, Act.NOTED, make.NOW)
    found = verifying.verify(make.NOW)
    assert (found.is_sound, found.rows, found.waiting) == (True, 10, 1)
    assert chain.link(make.NOW) == 1
    assert chain.link(make.NOW) == 0


def test_a_row_committed_late_is_not_lost(case: Case) -> None:
    """Two transactions end in another order than they got their ids."""
    early = history.add(case, Act.NOTED, make.NOW)
    later = history.add(case, Act.NOTED, make.NOW)
    pk = early.pk
    sql("DELETE FROM casedesk_event WHERE id = %s", pk)
    chain.link(make.NOW)
    early.save(force_insert=True)
    chain.link(make.NOW)
    assert Event.objects.get(pk=later.pk).place == 11
    assert Event.objects.get(pk=pk).place == 12
    assert verifying.verify(make.NOW).is_sound


@pytest.mark.parametrize(
    ("hours_ago", "hour", "is_checked"),
    [(None, 10, True), (10, 2, False), (23, 2, True), (23, 10, False), (41, 10, True)],
    ids=["never", "this night already", "last night", "by day", "a night was missed"],
)
def test_the_watcher_checks_each_night(
    case: Case, hours_ago: int | None, hour: int, is_checked: bool, caplog: pytest.LogCaptureFixture
) -> None:
    now = localtime(make.NOW).replace(hour=hour)
    last = now - timedelta(hours=hours_ago) if hours_ago else None
    Chain.objects.update(verified_at=last)
    sql("UPDATE casedesk_event SET note = 'khác' WHERE place = 4")
    watch.nightly(now)
    assert Chain.objects.get().verified_at == (now if is_checked else last)
    assert ("tampered with" in caplog.text) == is_checked


def test_an_empty_trail_is_whole() -> None:
    found = verifying.verify(make.NOW)
    assert (found.is_sound, found.rows, str(found.head)) == (True, 0, f"0 {'0' * 64}")


def test_the_digest_is_that_of_canonical_bytes() -> None:
    hanoi = datetime(2026, 11, 23, 10, 0, 0, 5, tzinfo=timezone(timedelta(hours=7)))
    one = chain.digest_of(1, chain.START, (7, 3, hanoi, None, "noted", "", "", "Đã gọi", {"b": 1, "a": [2.0]}))
    other = chain.digest_of(
        1, chain.START, (7, 3, hanoi.astimezone(UTC), None, "noted", "", "", "Đã gọi", {"a": [2], "b": 1})
    )
    content = (
        f'[1,"{"0" * 64}",7,3,1795402800000005,null,"noted","","",'
        r'"\u0110\u00e3 g\u1ecdi",{"a":[2],"b":1}]'
    )
    assert one == other == hashlib.sha256(content.encode()).hexdigest()


def remove() -> None:
    sql("DELETE FROM casedesk_event WHERE place = 5")


def remove_two() -> None:
    sql("DELETE FROM casedesk_event WHERE place IN (5, 6)")


def remove_first() -> None:
    sql("DELETE FROM casedesk_event WHERE place = 1")


def cut_off() -> None:
    sql("DELETE FROM casedesk_event WHERE place > 8")


def change(column: str, value: Any) -> Callable[[], None]:
    statement = f"UPDATE casedesk_event SET {column} = %s WHERE place = 5"  # noqa: S608
    return lambda: sql(statement, value)


def change_and_sign() -> None:
    """Change a row and give it the digest it would have: then the next one does not follow it."""
    row, before = at(5), at(4)
    row.note = "khác"
    values = [getattr(row, name) for name in chain.COVERED]
    sql(
        "UPDATE casedesk_event SET note = 'khác', digest = %s WHERE place = 5",
        chain.digest_of(5, before.digest, values),
    )


def exchange() -> None:
    sql("UPDATE casedesk_event SET place = -1 WHERE place = 5")
    sql("UPDATE casedesk_event SET place = 5 WHERE place = 6")
    sql("UPDATE casedesk_event SET place = 6 WHERE place = -1")


def unlink() -> None:
    sql("UPDATE casedesk_event SET place = NULL, digest = '' WHERE place = 5")
    chain.link(make.NOW)


def insert() -> None:
    """Move every row from the sixth on by one, and put another in between."""
    new = history.add(Case.objects.get(), Act.NOTED, make.NOW)
    for place in range(10, 5, -1):
        sql("UPDATE casedesk_event SET place = %s WHERE place = %s", place + 1, place)
    sql("UPDATE casedesk_event SET place = 6, digest = %s WHERE id = %s", "a" * 64, new.pk)


def insert_before() -> None:
    new = history.add(Case.objects.get(), Act.NOTED, make.NOW)
    sql("UPDATE casedesk_event SET place = 0, digest = %s WHERE id = %s", "a" * 64, new.pk)


def insert_behind() -> None:
    new = history.add(Case.objects.get(), Act.NOTED, make.NOW)
    sql("UPDATE casedesk_event SET place = 11, digest = %s WHERE id = %s", "a" * 64, new.pk)


TAMPERING: dict[str, tuple[Callable[[], None], str]] = {
    "removed": (remove, "Mất dòng ở vị trí 5"),
    "two removed": (remove_two, "từ vị trí 5 đến 6"),
    "the first removed": (remove_first, "Mất dòng ở vị trí 1"),
    "cut off": (cut_off, "Mất các dòng cuối: từ vị trí 9 đến 10"),
    "another note": (change("note", "khác"), "(vị trí 5)"),
    "another time": (change("at", datetime(2026, 1, 1, tzinfo=UTC)), "(vị trí 5)"),
    "another act": (change("act", "accepted"), "(vị trí 5)"),
    "another address": (change("address", "192.0.2.1"), "(vị trí 5)"),
    "another subject": (change("subject", "0100000010"), "(vị trí 5)"),
    "other data": (change("data", '{"number": 99}'), "(vị trí 5)"),
    "another digest": (change("digest", "b" * 64), "(vị trí 5)"),
    "no case": (change("case_id", None), "(vị trí 5)"),
    "changed and signed": (change_and_sign, "(vị trí 6)"),
    "exchanged": (exchange, "(vị trí 5)"),
    "linked anew": (unlink, "Mất dòng ở vị trí 5"),
    "inserted": (insert, "(vị trí 6)"),
    "inserted before": (insert_before, "được chèn: vị trí 0"),
    "inserted behind": (insert_behind, "chèn ở vị trí 11, sau cuối chuỗi"),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found(how: str, case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    tamper, sentence = TAMPERING[how]
    tamper()
    with pytest.raises(SystemExit) as ended:
        call_command("audit", "verify")
    assert ended.value.code == 1
    assert sentence in capsys.readouterr().err
    assert Chain.objects.get().problem


def test_the_row_is_named(case: Case) -> None:
    pk = at(5).pk
    change("note", "khác")()
    assert [f"Sự kiện {pk} " in problem for problem in verifying.verify(make.NOW).problems] == [True]


@pytest.fixture
def kept(case: Case, tmp_path: Path) -> Iterator[Path]:
    """The head of the ten lines, kept in a file."""
    path = tmp_path / "head"
    with path.open("w") as out:
        call_command("audit", "head", stdout=out)
    yield path


def test_a_kept_head_still_fits_when_more_has_happened(case: Case, kept: Path) -> None:
    history.add(case, Act.NOTED, make.NOW)
    chain.link(make.NOW)
    call_command("audit", "verify", head=kept)


def test_a_tail_cut_off_with_the_chains_own_row_is_found_by_the_kept_head(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = at(8).digest
    cut_off()
    Chain.objects.update(place=8, digest=digest)
    call_command("audit", "verify")
    with pytest.raises(SystemExit):
        call_command("audit", "verify", head=kept)
    assert "chỉ còn đến vị trí 8" in capsys.readouterr().err


def test_a_chain_made_anew_is_found_by_the_kept_head(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change("note", "khác")()
    sql("UPDATE casedesk_event SET place = NULL, digest = ''")
    Chain.objects.all().delete()
    chain.link(make.NOW)
    call_command("audit", "verify")
    with pytest.raises(SystemExit):
        call_command("audit", "verify", head=kept)
    assert "(vị trí 10) không khớp đầu chuỗi được giữ" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "10", "x " + "0" * 64, "1 " + "g" * 64, "1 abc", "1 " + "Đ" * 64])
def test_what_is_no_head_is_refused(content: str, case: Case, tmp_path: Path) -> None:
    (tmp_path / "head").write_text(content)
    with pytest.raises(HeadError):
        verifying.read_head(tmp_path / "head")
    with pytest.raises(CommandError):
        call_command("audit", "verify", head=tmp_path / "head")


@pytest.mark.parametrize(
    "change",
    ["place = 99", "place = NULL", "digest = 'b'", "note = 'khác', place = place, digest = digest"],
    ids=["another place", "no place", "another digest", "a note"],
)
def test_a_link_is_set_once(change: str, case: Case) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"UPDATE casedesk_event SET {change} WHERE place = 5")  # noqa: S608


@pytest.mark.parametrize(
    "change",
    ["note = 'khác', place = 11, digest = 'b'", "place = 11", "digest = 'b'", "id = 99, place = 11, digest = 'b'"],
    ids=["with a note", "no digest", "no place", "with an id"],
)
def test_with_its_link_nothing_else_is_set(change: str, case: Case) -> None:
    new = history.add(case, Act.NOTED, make.NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"UPDATE casedesk_event SET {change} WHERE id = %s", [new.pk])  # noqa: S608


@pytest.mark.django_db(transaction=True)
def test_many_append_while_two_link() -> None:
    """Four workers append, with some that fail, and two chainers link: every row that stands is linked once."""
    case = make.case()

    def append(worker: int) -> None:
        for number in range(25):
            try:
                with transaction.atomic():
                    history.add(case, Act.NOTED, make.NOW, note=f"{worker}/{number}")
                    if number % 10 == 9:
                        raise LookupError
            except LookupError:
                pass
        connections.close_all()

    def keep_linking(_worker: int) -> None:
        for _round in range(20):
            chain.link(make.NOW)
        connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(append, worker) for worker in range(4)]
        jobs += [pool.submit(keep_linking, worker) for worker in range(2)]
        for job in jobs:
            job.result(120)
    chain.link_all(make.NOW)
    found = verifying.verify(make.NOW)
    assert (found.problems, found.rows, found.waiting) == ([], 1 + 4 * 23, 0)
