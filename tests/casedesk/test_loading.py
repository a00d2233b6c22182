"""The registry from a file and into one: every line told, all or nothing, by two persons, in any encoding."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from xlsxwriter import Workbook

from casedesk.accounts import exporting, loading, loads, tables
from casedesk.accounts.columns import COLUMNS
from casedesk.accounts.declared import Declarant, Load, LoadState, Terminal
from casedesk.accounts.models import Account, Binding
from casedesk.holding import CannotDo
from casedesk.models import Act, Event, User
from tests import make

pytestmark = pytest.mark.django_db
OTHER = "0100000028"
HEAD = list(COLUMNS.values())
CERTIFICATE = ["54AB", "CA", "CÔNG TY HAI", "01/11/2026", "01/11/2028"]
ROWS = [
    ["TK", OTHER, "CÔNG TY TNHH HAI", "hai@mau.example", "0243800000", "không", "", *CERTIFICATE, "", ""],
    ["USER", OTHER, "Trần Thị Bình", "", "", "", "A0123001", *CERTIFICATE, "05/11/2026", ""],
    ["MAY", OTHER, "", "", "", "", "MAY01", "", "", "", "", "", "05/11/2026 14:30", ""],
]


def table(rows: Sequence[Sequence[str]] = ROWS, delimiter: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([HEAD, *rows])
    return written.getvalue()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD, *rows]):
            sheet.write_row(number, 0, row)
    return made.getvalue()


ENCODINGS = {
    "utf-8": table().encode(),
    "utf-8 with its mark": b"\xef\xbb\xbf" + table().encode(),
    "utf-16 of Excel, tabs": table(delimiter="\t").encode("utf-16"),
    "utf-16 without mark": table(delimiter="\t").encode("utf-16-le"),
    "utf-16 big-endian": b"\xfe\xff" + table(delimiter="\t").encode("utf-16-be"),
    "semicolons of a Vietnamese Excel": b"\xef\xbb\xbf" + table(delimiter=";").encode(),
    "sep line": b"sep=;\r\n" + table(delimiter=";").encode(),
    "workbook": workbook(ROWS),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_is_read_as_spreadsheets_write_it(content: bytes) -> None:
    report = loading.carry_out(content, make.NOW, "load 1")
    assert (report.lines, report.wrong, report.flaws) == (3, 0, [])
    account = Account.objects.get()
    assert (account.company_name, account.bindings.get().serial) == ("CÔNG TY TNHH HAI", "54AB")
    assert (Declarant.objects.get().user_id, Terminal.objects.get().terminal_id) == ("A0123001", "MAY01")
    assert Terminal.objects.get().effective_from.isoformat() == "2026-11-05T07:30:00+00:00"


def test_a_look_changes_nothing_and_says_what_would_happen() -> None:
    report = loading.look(table().encode(), make.NOW)
    assert dict(report.counts) == {"account_new": 1, "bindings": 1, "user_new": 1, "terminal_new": 1}
    assert not Account.objects.exists()


def test_the_same_file_again_changes_nothing() -> None:
    loading.carry_out(table().encode(), make.NOW, "load 1")
    report = loading.carry_out(table().encode(), make.NOW + timedelta(days=1), "load 2")
    assert dict(report.counts) == {"account_same": 1, "user_same": 1, "terminal_same": 1}
    assert Binding.objects.count() == 1


def test_an_empty_cell_leaves_what_is_there_and_a_new_certificate_is_history() -> None:
    loading.carry_out(table().encode(), make.NOW, "load 1")
    row = ["TK", OTHER, "", "moi@mau.example", "", "x", "", "54AC", *CERTIFICATE[1:], "", ""]
    loading.carry_out(table([row]).encode(), make.NOW, "load 2")
    account = Account.objects.get()
    assert (account.company_name, account.email, account.is_locked) == (
        "CÔNG TY TNHH HAI",
        "moi@mau.example",
        True,
    )
    assert [(one.serial, one.origin) for one in account.bindings.all()] == [("54AC", "load 2"), ("54AB", "load 1")]


def changed(row: int, **cells: str) -> list[list[str]]:
    names = list(COLUMNS)
    rows = [list(one) for one in ROWS]
    for name, text in cells.items():
        rows[row][names.index(name)] = text
    return rows


@pytest.mark.parametrize(
    ("rows", "number", "column", "said"),
    [
        (changed(0, what="XX"), 2, "Loại", "Ghi TK"),
        (changed(0, tax_code="100000028"), 2, "Mã số thuế", "Thiếu số 0"),
        (changed(0, tax_code="0100000029"), 2, "Mã số thuế", "số kiểm tra"),
        (changed(0, tax_code=""), 2, "Mã số thuế", "Thiếu mã số thuế"),
        (changed(0, name=""), 2, "Tên", "cần tên công ty"),
        (changed(0, email="khong"), 2, "Thư điện tử", "không đúng dạng"),
        (changed(0, locked="có lẽ"), 2, "Bị khóa", "Ghi «x»"),
        (changed(0, serial="5,4E+05"), 2, "Số sê-ri", "0–9, A–F"),
        (changed(0, issuer=""), 2, "Nơi cấp", "phải ghi đủ"),
        (changed(0, not_after="01/10/2026"), 2, "Chứng thư đến", "phải sau ngày bắt đầu"),
        (changed(0, not_after="31/02/2028"), 2, "Chứng thư đến", "ngày/tháng/năm"),
        (changed(0, id="MAY01"), 2, "User ID, mã máy", "không dùng cột này"),
        (changed(1, id="?"), 3, "User ID, mã máy", "User ID gồm"),
        (changed(1, name=""), 3, "Tên", "cần họ tên"),
        (changed(1, tax_code="0100000010"), 3, "Mã số thuế", "Chưa có tài khoản"),
        (changed(2, begins="hôm qua"), 4, "Dùng từ", "ngày/tháng/năm"),
        ([*ROWS, ROWS[1]], 5, "User ID, mã máy", "Đã có ở dòng 3"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_broken_line_is_told_with_its_column_and_nothing_is_done(
    rows: list[list[str]], number: int, column: str, said: str
) -> None:
    for content in (table(rows).encode(), workbook(rows)):
        report = loading.carry_out(content, make.NOW, "load 1")
        flaw = next(flaw for flaw in report.flaws if flaw.column == column)
        assert flaw.number == number
        assert said in flaw.what
        assert not Account.objects.exists()


def test_another_account_s_user_id_is_not_moved_by_a_file() -> None:
    loading.carry_out(table().encode(), make.NOW, "load 1")
    make.account()
    report = loading.carry_out(table(changed(1, tax_code=make.TAX_CODE)[1:]).encode(), make.NOW, "load 2")
    assert f"đang thuộc tài khoản {OTHER}" in report.flaws[0].what
    assert Declarant.objects.get().account.tax_code == OTHER


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"PK\x03\x04 hong", "Không mở được"),
        (table().encode("cp1258", "replace"), "không phải UTF-8"),
        ("Tên,Email\nA,b\n".encode(), "không được biết đến"),
        ("Tên,Loại\nA,TK\n".encode(), "thiếu cột «Mã số thuế»"),
        ("Loại,Loại,Mã số thuế\n".encode(), "hai lần"),
        (table([]).encode(), "chưa có dòng nào"),
        ('Loại,Mã số thuế\nTK,"' .encode() + b"a" * 200_000, "bị hỏng"),
    ],
    ids=["empty", "no workbook", "old encoding", "unknown column", "missing column", "twice", "no line", "quote"],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(tables.BadTable, match=said):
        loading.look(content, make.NOW)


def test_a_workbook_that_would_fill_the_memory_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(ROWS)
    monkeypatch.setattr(tables, "MAX_UNPACKED", 1_000)
    with pytest.raises(tables.BadTable, match="quá lớn"):
        loading.look(content, make.NOW)


def test_numbers_and_dates_of_a_workbook_are_read_as_typed() -> None:
    rows = [[*ROWS[0][:1], 100000028, *ROWS[0][2:]]]
    report = loading.look(workbook(rows), make.NOW)
    assert "Thiếu số 0 ở đầu" in report.flaws[0].what


def taken_away() -> Iterator[bytes]:
    yield "".join(exporting.as_csv()).encode()
    yield b"".join(exporting.as_xlsx())


def test_what_is_taken_away_can_be_read_again_and_holds_no_secret_and_no_formula() -> None:
    rows = [*changed(0, name="=HYPERLINK(A1)", phone="+84243800000"), ROWS[1], ROWS[2]]
    del rows[1:3]
    assert loading.carry_out(table(rows).encode(), make.NOW, "load 1").wrong == 0
    Account.objects.update(password_hash="bam-mat-khau")
    Terminal.objects.update(sealed_access_key=b"khoa-niem-phong")
    for content in taken_away():
        report = loading.look(content, make.NOW)
        assert dict(report.counts) == {"account_same": 1, "user_same": 1, "terminal_same": 1}
        text = " ".join(" ".join(line.cells.values()) for line in tables.lines(content))
        assert "bam-mat-khau" not in text and "khoa-niem" not in text
    written = "".join(exporting.as_csv())
    cells = [cell for row in csv.reader(io.StringIO(written[1:])) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.fixture
def technician() -> User:
    return make.user("technician")


def handed_in(technician: User, rows: Sequence[Sequence[str]] = ROWS) -> Load:
    load = loads.hand_in("so.csv", table(rows).encode(), "Sổ tháng 11", technician, make.NOW)
    assert loads.work_next(make.NOW)
    return Load.objects.get(pk=load.pk)


def test_one_hands_in_and_another_lets_it_be_applied(technician: User) -> None:
    load = handed_in(technician)
    assert (load.state, load.report["counts"]["account_new"]) == (LoadState.READY, 1)
    loads.accept(load.pk, make.user("supervisor"), make.NOW)
    assert not Account.objects.exists()
    assert loads.work_next(make.NOW)
    load.refresh_from_db()
    assert (load.state, load.sealed, Account.objects.count()) == (LoadState.APPLIED, None, 1)
    acts = [Act.LOAD_HANDED_IN, Act.LOAD_ACCEPTED, Act.LOAD_APPLIED]
    assert list(Event.objects.values_list("act", flat=True)) == acts
    assert not loads.work_next(make.NOW)


def test_the_file_is_sealed_while_it_waits(technician: User) -> None:
    kept = bytes(handed_in(technician).sealed or b"")
    assert kept and "CÔNG TY".encode() not in kept


def test_nobody_applies_what_they_handed_in_whatever_their_roles() -> None:
    both = make.user("technician", "supervisor")
    load = handed_in(both)
    with pytest.raises(PermissionDenied):
        loads.accept(load.pk, both, make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Load.objects.filter(pk=load.pk).update(state=LoadState.ACCEPTED, decided_by=both)


def test_a_file_with_a_flaw_cannot_be_applied_and_is_not_kept(technician: User) -> None:
    load = handed_in(technician, changed(0, email="khong"))
    assert (load.state, load.report["flaws"], load.sealed) == (
        LoadState.BROKEN,
        [[2, "Thư điện tử", "Địa chỉ thư điện tử không đúng dạng, ví dụ: ten@congty.vn."]],
        None,
    )
    with pytest.raises(CannotDo):
        loads.accept(load.pk, make.user("supervisor"), make.NOW)


def test_what_no_longer_fits_when_it_is_applied_changes_nothing(technician: User) -> None:
    load = handed_in(technician)
    other = make.account()
    Declarant.objects.create(account=other, user_id="A0123001", full_name="An", effective_from=make.NOW)
    loads.accept(load.pk, make.user("supervisor"), make.NOW)
    loads.work_next(make.NOW)
    load.refresh_from_db()
    assert (load.state, load.report["wrong"]) == (LoadState.BROKEN, 1)
    assert not Account.objects.filter(tax_code=OTHER).exists()


@pytest.mark.parametrize("who", ["technician", "supervisor"])
def test_a_person_who_lost_the_right_meanwhile_stops_it(technician: User, who: str) -> None:
    load = handed_in(technician)
    loads.accept(load.pk, make.user("supervisor"), make.NOW)
    User.objects.filter(**{f"is_{who}": True}).update(**{f"is_{who}": False})
    loads.work_next(make.NOW)
    load.refresh_from_db()
    assert (load.state, "không còn quyền" in load.report["flaws"][0][2]) == (LoadState.BROKEN, True)
    assert not Account.objects.exists()


def test_it_can_be_taken_back_with_a_reason(technician: User) -> None:
    load = handed_in(technician)
    with pytest.raises(CannotDo, match="vì sao"):
        loads.refuse(load.pk, " ", technician, make.NOW)
    loads.refuse(load.pk, "Nộp nhầm tệp", technician, make.NOW)
    load.refresh_from_db()
    assert (load.state, load.sealed) == (LoadState.REFUSED, None)


@pytest.mark.parametrize("role", ["clerk", "supervisor", "auditor", "administrator"])
def test_only_a_technician_hands_in(role: str) -> None:
    with pytest.raises(PermissionDenied):
        loads.hand_in("so.csv", table().encode(), "Sổ", make.user(role), make.NOW)


def test_a_long_file_is_walked_in_batches_with_few_queries(django_assert_max_num_queries: object) -> None:
    rows = [["MAY", make.TAX_CODE, *[""] * 4, f"M{number:06d}", *[""] * 7] for number in range(2 * loading.BATCH)]
    make.account()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert loading.carry_out(table(rows).encode(), make.NOW, "load 1").counts["terminal_new"] == 1_000
