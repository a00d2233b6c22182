"""The pages of accounts: found, shown whole with who looked, declarations and files decided by a second person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from casedesk.accounts import loads, registering
from casedesk.accounts.declared import Load, LoadState, Registration, RegistrationKind, RegistrationState, Terminal
from casedesk.accounts.gateway import BoundCertificate
from casedesk.accounts.models import Account
from casedesk.accounts.registering import Declared, DeclaredTerminal, DeclaredUser
from casedesk.models import Act, Event, User
from casedesk.samples import certificates as made_up
from tests import make
from tests.web.conftest import SignedIn
from tests.web.test_page_cost import cost

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.fixture
def technician() -> User:
    return make.user("technician")


@pytest.fixture
def account(technician: User) -> Account:
    made, now = make.account(), timezone.now()
    bound = BoundCertificate("5401ABCD", "CA cũ", make.COMPANY, now, now + timedelta(days=9))
    declared = Declared((DeclaredUser("A0123001", "Trần Thị Bình", bound),), (DeclaredTerminal("MAY01"),))
    entered = registering.enter(made, RegistrationKind.NEW, declared, "CV 12", technician, now)
    registering.approve(entered.pk, make.user("supervisor"), now)
    return made


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    return client.get(reverse(f"web:{name}", args=arguments), query).content.decode()


@pytest.mark.parametrize(
    "query",
    ["0100000010", "0100 00001", "mau thu", "MẪU THỬ thương mại", "a0123001", "MAY01"],
    ids=["tax code", "its beginning", "company", "words in any order", "User ID", "terminal"],
)
def test_an_account_is_found(query: str, account: Account, signed_in: SignedIn) -> None:
    make.account("0100000028", company_name="CÔNG TY KHÁC")
    found = page(signed_in("auditor"), "accounts", q=query)
    assert reverse("web:account", args=[make.TAX_CODE]) in found
    assert reverse("web:account", args=["0100000028"]) not in found
    assert Event.objects.get(act=Act.ACCOUNTS_SEARCHED).subject == query


def test_nothing_found_is_said(account: Account, signed_in: SignedIn) -> None:
    client = signed_in("technician")
    assert 'data-test="none-found"' in page(client, "accounts", q="không có ai")
    assert 'data-test="none-found"' in page(client, "accounts", q="%")


def test_an_account_is_shown_whole_and_who_looked(account: Account, signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    page(client, "account", make.TAX_CODE)
    shown = page(client, "account", make.TAX_CODE)
    for hook in ("users", "terminals", "registrations", "bindings", "looks"):
        assert f'data-test="{hook}"' in shown
    assert Event.objects.filter(act=Act.ACCOUNT_SEEN, subject=make.TAX_CODE).count() == 1


def test_who_does_not_follow_the_account_is_marked(account: Account, signed_in: SignedIn) -> None:
    assert 'data-test="lags"' not in page(signed_in("auditor"), "account", make.TAX_CODE)
    last = account.bindings.get()
    last.pk, last.serial = None, "54AC"
    last.save()
    assert 'data-test="lags"' in page(signed_in("auditor"), "account", make.TAX_CODE)


@pytest.mark.parametrize("role", ["supervisor", "auditor"])
def test_who_changes_nothing_sees_no_button(role: str, account: Account, signed_in: SignedIn) -> None:
    shown = page(signed_in(role), "account", make.TAX_CODE) + page(signed_in(role), "accounts")
    assert "to-register" not in shown and "show-key" not in shown and "hand-in" not in shown


def test_an_unknown_tax_code_is_told(signed_in: SignedIn) -> None:
    response = signed_in("technician").get(reverse("web:account", args=["0100000028"]))
    assert (response.status_code, 'data-test="no-account"' in response.content.decode()) == (404, True)


def test_a_locked_account_is_told(account: Account, signed_in: SignedIn) -> None:
    Account.objects.update(is_locked=True)
    assert "đang bị khóa" in page(signed_in("technician"), "account", make.TAX_CODE)


def test_another_side_s_silence_is_told_and_what_we_keep_is_shown(
    account: Account, signed_in: SignedIn, settings: Settings
) -> None:
    settings.ACCOUNT_GATEWAY = "casedesk.accounts.http.HttpGateway"
    settings.ACCOUNTS_HTTP = {"url": "http://127.0.0.1:9", "token": "t", "seconds": 0.3}
    shown = page(signed_in("technician"), "account", make.TAX_CODE)
    assert "bị đứt" in shown and "A0123001" in shown


def test_a_key_is_shown_once_with_a_reason(account: Account, technician: User, signed_in: SignedIn) -> None:
    client, url = signed_in(person=technician), reverse("web:access_key", args=[make.TAX_CODE, "MAY01"])
    response = client.post(url, {"reason": "Công ty hỏi"})
    assert response["Cache-Control"] == "no-store"
    key = registering.access_key("MAY01", "đối chiếu", technician, timezone.now())
    assert key in response.content.decode()
    assert key not in page(client, "account", make.TAX_CODE)
    assert client.post(url, {"reason": ""}).status_code == 409
    assert client.get(url).status_code == 405
    assert Terminal.objects.get().sealed_access_key is not None


def form(**more: object) -> dict[str, object]:
    return {"kind": "change", "note": "CV 14", **more}


def test_a_change_is_entered_and_decided_by_another(
    account: Account, technician: User, signed_in: SignedIn
) -> None:
    user = account.declarants.get()
    url, client = reverse("web:enter_registration", args=[make.TAX_CODE]), signed_in(person=technician)
    assert 'data-test="enter"' in client.get(url).content.decode()
    new = SimpleUploadedFile("moi.cer", made_up.make(make.COMPANY, make.TAX_CODE, timezone.now(), serial="54AC"))
    sent = form(**{f"user-{user.pk}": "tep", "certificate": new, "terminal-new-0": "may02"})
    assert client.post(url, sent).status_code == 302
    made = Registration.objects.get(state=RegistrationState.SENT)
    own = page(client, "registration", made.pk)
    assert 'data-test="own"' in own and "54AC" in own and "khác chứng thư đang gắn" in own
    assert client.post(reverse("web:approve_registration", args=[made.pk])).status_code == 403
    other = signed_in("technician")
    assert made.account.company_name in page(other, "accounts")
    assert other.post(reverse("web:approve_registration", args=[made.pk])).status_code == 302
    assert "OE4002" in page(other, "registration", made.pk)
    assert user.certificates.first().serial == "54AC"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (lambda user: {f"user-{user}": "tep"}, "đính kèm tệp chứng thư"),
        (lambda user: {}, "chưa có User ID hay máy trạm"),
        (lambda user: {"new-0-id": "a b", "new-0-name": "An"}, "User ID gồm"),
        (lambda user: {f"user-{user}": "tep", "certificate": other_company()}, "mã số thuế"),
        (lambda user: {f"user-{user}": "thoi", "note": ""}, "Hãy ghi yêu cầu đến từ đâu"),
    ],
    ids=["no file", "empty", "form", "another company", "no note"],
)
def test_what_cannot_be_comes_back_with_what_was_typed(
    more: Callable[[int], dict[str, object]], said: str, account: Account, technician: User, signed_in: SignedIn
) -> None:
    sent = form() | more(account.declarants.get().pk) | {"terminal-new-1": ""}
    response = signed_in(person=technician).post(reverse("web:enter_registration", args=[make.TAX_CODE]), sent)
    shown = response.content.decode()
    assert (response.status_code, said in shown) == (409, True)
    assert not sent["note"] or "CV 14" in shown


def other_company() -> SimpleUploadedFile:
    return SimpleUploadedFile("moi.cer", made_up.make("CÔNG TY KHÁC", "0100000028", timezone.now()))


def test_a_refusal_needs_its_reason(account: Account, technician: User, signed_in: SignedIn) -> None:
    client = signed_in(person=technician)
    client.post(reverse("web:enter_registration", args=[make.TAX_CODE]), form(**{"terminal-new-0": "MAY02"}))
    made, other = Registration.objects.get(state=RegistrationState.SENT), signed_in("supervisor")
    url = reverse("web:refuse_registration", args=[made.pk])
    assert other.post(url, {"reason": ""}).status_code == 409
    assert other.post(url, {"reason": "Thiếu chữ ký"}).status_code == 302
    assert "Thiếu chữ ký" in page(other, "registration", made.pk)


def test_a_file_is_handed_in_looked_at_and_applied_by_another(technician: User, signed_in: SignedIn) -> None:
    client, other = signed_in(person=technician), signed_in("supervisor")
    file = SimpleUploadedFile("so.csv", "Loại;Mã số thuế;Tên\nTK;0100000028;CÔNG TY HAI\n".encode())
    response = client.post(reverse("web:hand_in_load"), {"file": file, "reason": "Sổ tháng 11"})
    load = Load.objects.get()
    url = reverse("web:load", args=[load.pk])
    assert (response["Location"], "Đang xem từng dòng" in page(client, "load", load.pk)) == (url, True)
    waits = client.get(url, {"buoc": "arrived"}, headers={"HX-Request": "true"})
    loads.work_next(timezone.now())
    done = client.get(url, {"buoc": "arrived"}, headers={"HX-Request": "true"})
    assert (waits.status_code, done["HX-Refresh"]) == (204, "true")
    assert 'data-test="own"' in page(client, "load", load.pk)
    assert client.post(reverse("web:accept_load", args=[load.pk])).status_code == 403
    assert other.post(reverse("web:accept_load", args=[load.pk])).status_code == 302
    loads.work_next(timezone.now())
    load.refresh_from_db()
    assert (load.state, Account.objects.get().company_name) == (LoadState.APPLIED, "CÔNG TY HAI")
    assert "so.csv" in page(other, "loads")


def test_flaws_are_listed_by_line(technician: User, signed_in: SignedIn) -> None:
    load = loads.hand_in("so.csv", "Loại,Mã số thuế\nTK,1\n".encode(), "Sổ", technician, timezone.now())
    loads.work_next(timezone.now())
    shown = page(signed_in("auditor"), "load", load.pk)
    assert 'data-test="flaws"' in shown and "Mã số thuế gồm" in shown


@pytest.mark.parametrize("data", [{}, {"reason": "Sổ"}], ids=["nothing", "no file"])
def test_a_file_that_is_missing_is_asked_for(data: dict[str, str], signed_in: SignedIn) -> None:
    response = signed_in("technician").post(reverse("web:hand_in_load"), data)
    assert (response.status_code, "Hãy chọn tệp" in response.content.decode()) == (409, True)


def test_the_table_is_taken_away_by_who_oversees_and_written_down(account: Account, signed_in: SignedIn) -> None:
    response = signed_in("supervisor").get(reverse("web:export_accounts"))
    text = b"".join(response).decode()
    assert make.TAX_CODE in text and "A0123001" in text and "MAY01" in text
    assert Event.objects.get(act=Act.ACCOUNTS_EXPORTED).data == {"rows": 1}
    workbook = signed_in("auditor").get(reverse("web:export_accounts_workbook"))
    assert b"".join(workbook).startswith(b"PK")


def test_the_pages_are_cheap(account: Account, technician: User, signed_in: SignedIn) -> None:
    end = Declared(terminals=(DeclaredTerminal("MAY01", ends=True),))
    waits = registering.enter(account, RegistrationKind.CHANGE, end, "CV", technician, timezone.now())
    load = loads.hand_in("so.csv", "Loại,Mã số thuế\nTK,1\n".encode(), "Sổ", technician, timezone.now())
    client = signed_in(person=technician)
    pages = [
        ("accounts", (), "?q=mau"), ("account", (make.TAX_CODE,), ""), ("registration", (waits.pk,), ""),
        ("loads", (), ""), ("load", (load.pk,), ""), ("enter_registration", (make.TAX_CODE,), ""),
    ]  # fmt: skip
    for name, arguments, query in pages:
        asked = cost(client, reverse(f"web:{name}", args=arguments) + query)
        assert len(asked) <= MOST, "\n".join([name, *asked])


def test_a_search_goes_through_many_accounts_in_one_query(signed_in: SignedIn) -> None:
    client = signed_in("technician")
    with CaptureQueriesContext(connection) as asked:
        page(client, "accounts", q="mau thu")
    assert sum('FROM "accounts_account"' in one["sql"] and "folded" in one["sql"] for one in asked) == 1
