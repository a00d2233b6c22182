"""A company's declaration: entered by one person, approved by another, in effect a day later (seeds 001, 004)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casedesk.accounts import registering
from casedesk.accounts.declared import (
    Declarant,
    DeclarantCertificate,
    Registration,
    RegistrationKind,
    RegistrationState,
    RegistryPolicy,
    Terminal,
)
from casedesk.accounts.gateway import BoundCertificate
from casedesk.accounts.models import Account
from casedesk.accounts.registering import Declared, DeclaredTerminal, DeclaredUser
from casedesk.holding import CannotDo
from casedesk.models import Act, Event, User
from tests import make

pytestmark = pytest.mark.django_db
NEW, CHANGE = RegistrationKind.NEW, RegistrationKind.CHANGE
DAY = timedelta(hours=24)


def certificate(serial: str = "54AB", days: int = 700) -> BoundCertificate:
    return BoundCertificate(
        serial, "CA", make.COMPANY, make.NOW - timedelta(days=1), make.NOW + timedelta(days=days)
    )


def user(user_id: str = "A0123001", serial: str = "54AB") -> DeclaredUser:
    return DeclaredUser(user_id, "Trần Thị Bình", certificate(serial))


@pytest.fixture
def account() -> Account:
    return make.account()


@pytest.fixture
def technician() -> User:
    return make.user("technician")


def registered(
    account: Account, technician: User, declared: Declared, kind: RegistrationKind = NEW
) -> Registration:
    made = registering.enter(account, kind, declared, "CV 12/2026", technician, make.NOW)
    return registering.approve(made.pk, make.user("supervisor"), make.NOW)


def test_it_takes_effect_a_day_after_its_approval(account: Account, technician: User) -> None:
    made = registered(account, technician, Declared((user(),), (DeclaredTerminal("MAY01"),)))
    before, after = make.NOW + DAY - timedelta(seconds=1), make.NOW + DAY
    assert made.effective_from == after
    assert [one.is_in_force for one in registering.users_of(account, before)] == [False]
    (standing,) = registering.users_of(account, after)
    assert (standing.is_in_force, standing.certificate and standing.certificate.serial) == (True, "54AB")


def test_the_delay_is_a_rule_of_its_day(account: Account, technician: User) -> None:
    RegistryPolicy.objects.create(effective_from=make.NOW.date(), hours=2)
    made = registered(account, technician, Declared((user(),)))
    assert made.effective_from == make.NOW + timedelta(hours=2)


def test_a_new_certificate_comes_and_the_old_one_holds_until_then(account: Account, technician: User) -> None:
    registered(account, technician, Declared((user(),)))
    later = make.NOW + 2 * DAY
    made = registering.enter(account, CHANGE, Declared((user(serial="54AC"),)), "CV 13", technician, later)
    registering.approve(made.pk, make.user("supervisor"), later)
    (standing,) = registering.users_of(account, later)
    assert standing.certificate is not None and standing.coming is not None
    assert (standing.certificate.serial, standing.coming.serial) == ("54AB", "54AC")
    (standing,) = registering.users_of(account, later + DAY)
    assert standing.certificate is not None
    assert (standing.certificate.serial, standing.coming) == ("54AC", None)


def test_who_does_not_follow_the_account_lags(account: Account, technician: User) -> None:
    registered(account, technician, Declared((user(), user("A0123002", "5401ABCD"))))
    lagging = {one.declarant.user_id: one.lags for one in registering.users_of(account, make.NOW + DAY)}
    assert lagging == {"A0123001": True, "A0123002": False}


def test_what_is_given_up_ends_a_day_later_and_can_come_back(account: Account, technician: User) -> None:
    registered(account, technician, Declared((user(),), (DeclaredTerminal("MAY01"),)))
    ends = Declared((DeclaredUser("A0123001", ends=True),), (DeclaredTerminal("MAY01", ends=True),))
    registered(account, technician, ends, CHANGE)
    assert Declarant.objects.get().ends_at == Terminal.objects.get().ends_at == make.NOW + DAY
    registered(account, technician, Declared((user(),), (DeclaredTerminal("MAY01"),)), CHANGE)
    assert Declarant.objects.get().ends_at is Terminal.objects.get().ends_at is None


def test_an_access_key_is_sealed_and_shown_with_a_reason_written_down(account: Account, technician: User) -> None:
    registered(account, technician, Declared(terminals=(DeclaredTerminal("MAY01"),)))
    key = registering.access_key("MAY01", "Công ty hỏi qua điện thoại", technician, make.NOW)
    assert len(key) == 16
    assert key.encode() not in bytes(Terminal.objects.get().sealed_access_key or b"")
    line = Event.objects.get(act=Act.ACCESS_KEY_SEEN)
    assert (line.subject, line.note, line.actor) == ("MAY01", "Công ty hỏi qua điện thoại", technician)
    assert not Event.objects.filter(note__contains=key).exists()


def test_without_a_reason_or_the_right_no_key_is_shown(account: Account, technician: User) -> None:
    registered(account, technician, Declared(terminals=(DeclaredTerminal("MAY01"),)))
    with pytest.raises(CannotDo, match="vì sao"):
        registering.access_key("MAY01", " ", technician, make.NOW)
    with pytest.raises(PermissionDenied):
        registering.access_key("MAY01", "hỏi", make.user("auditor"), make.NOW)
    assert not Event.objects.filter(act=Act.ACCESS_KEY_SEEN).exists()


@pytest.mark.parametrize(
    ("kind", "declared", "said"),
    [
        (NEW, Declared(), "chưa có User ID hay máy trạm"),
        (NEW, Declared((user("a b"),)), "User ID gồm"),
        (NEW, Declared((DeclaredUser("A0123001"),)), "cần họ tên và chứng thư"),
        (NEW, Declared((DeclaredUser("A0123001", "An", certificate(days=-1)),)), "đã hết hạn"),
        (NEW, Declared((user(), user())), "hai lần"),
        (CHANGE, Declared((DeclaredUser("A0123009", ends=True),)), "để thôi dùng"),
        (CHANGE, Declared(terminals=(DeclaredTerminal("MAY09", ends=True),)), "để thôi dùng"),
        (NEW, Declared(terminals=(DeclaredTerminal("?"),)), "Mã máy trạm gồm"),
        (NEW, Declared(tuple(user(f"A{n:07d}") for n in range(51))), "nhiều nhất 50"),
    ],
    ids=["empty", "form", "nameless", "expired", "twice", "unknown user", "unknown terminal", "terminal", "many"],
)
def test_what_cannot_be_is_refused(
    kind: RegistrationKind, declared: Declared, said: str, account: Account, technician: User
) -> None:
    with pytest.raises(CannotDo, match=said):
        registering.enter(account, kind, declared, "CV 12", technician, make.NOW)
    assert not Registration.objects.exists()


def test_another_company_s_user_id_cannot_be_taken(account: Account, technician: User) -> None:
    registered(account, technician, Declared((user(),), (DeclaredTerminal("MAY01"),)))
    other = make.account("0100000028")
    taken = Declared((user(),), (DeclaredTerminal("MAY01"),))
    with pytest.raises(CannotDo, match="của tài khoản khác"):
        registering.enter(other, CHANGE, taken, "CV 12", technician, make.NOW)


def test_what_is_registered_is_changed_and_not_registered_anew(account: Account, technician: User) -> None:
    registered(account, technician, Declared((user(),)))
    with pytest.raises(CannotDo, match="Sửa sau phê duyệt"):
        registering.enter(account, NEW, Declared((user(serial="54AC"),)), "CV 13", technician, make.NOW)


def test_one_request_waits_at_a_time(account: Account, technician: User) -> None:
    registering.enter(account, NEW, Declared((user(),)), "CV 12", technician, make.NOW)
    with pytest.raises(CannotDo, match="chờ duyệt"):
        registering.enter(account, NEW, Declared((user("A0123002"),)), "CV 13", technician, make.NOW)


def test_nobody_decides_on_what_they_entered_whatever_their_roles(account: Account) -> None:
    both = make.user("technician", "supervisor")
    made = registering.enter(account, NEW, Declared((user(),)), "CV 12", both, make.NOW)
    with pytest.raises(PermissionDenied):
        registering.approve(made.pk, both, make.NOW)
    with pytest.raises(PermissionDenied):
        registering.refuse(made.pk, "Không đúng", both, make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=made.pk).update(decided_by=both)
    assert not DeclarantCertificate.objects.exists()


def test_a_refusal_has_its_reason_and_changes_nothing(account: Account, technician: User) -> None:
    made = registering.enter(account, NEW, Declared((user(),)), "CV 12", technician, make.NOW)
    with pytest.raises(CannotDo, match="vì sao"):
        registering.refuse(made.pk, "", make.user("supervisor"), make.NOW)
    registering.refuse(made.pk, "Thiếu chữ ký", make.user("supervisor"), make.NOW)
    made.refresh_from_db()
    assert (made.state, made.reason, Declarant.objects.count()) == (RegistrationState.REFUSED, "Thiếu chữ ký", 0)
    with pytest.raises(CannotDo, match="quyết định rồi"):
        registering.approve(made.pk, make.user("supervisor"), make.NOW)


def test_what_changed_before_the_approval_is_told_and_nothing_is_half_done(
    account: Account, technician: User
) -> None:
    declared = Declared(
        (user(), DeclaredUser("A0123002", "An", certificate(days=1))), (DeclaredTerminal("MAY01"),)
    )
    made = registering.enter(account, NEW, declared, "CV 12", technician, make.NOW)
    with pytest.raises(CannotDo, match="đã hết hạn"):
        registering.approve(made.pk, make.user("supervisor"), make.NOW + timedelta(days=3))
    User.objects.filter(pk=technician.pk).update(is_technician=False)
    with pytest.raises(CannotDo, match="không còn quyền"):
        registering.approve(made.pk, make.user("supervisor"), make.NOW)
    made.refresh_from_db()
    assert (made.state, Declarant.objects.count(), Terminal.objects.count()) == (RegistrationState.SENT, 0, 0)
