"""The embedded registry: each change once, and refused with its reason."""

from datetime import timedelta

import pytest

from casedesk.accounts.gateway import Answer, BoundCertificate
from casedesk.accounts.models import Account, Binding
from casedesk.accounts.registry import EmbeddedRegistry
from tests import make

pytestmark = pytest.mark.django_db


def certificate(serial: str = "54AB", days: int = 700) -> BoundCertificate:
    now = make.NOW
    return BoundCertificate(serial, "CA", make.COMPANY, now - timedelta(days=1), now + timedelta(days=days))


def test_an_account_is_found_with_its_newest_certificate() -> None:
    make.account()
    EmbeddedRegistry().bind_certificate(make.TAX_CODE, certificate(), "k1")
    found = EmbeddedRegistry().find(make.TAX_CODE)
    assert found is not None
    assert found.certificate is not None
    assert found.certificate.serial == "54AB"


def test_the_same_key_changes_the_account_once() -> None:
    make.account()
    answers = {EmbeddedRegistry().bind_certificate(make.TAX_CODE, certificate(), "k1").answer for _ in range(10)}
    assert answers == {Answer.DONE}
    assert Binding.objects.filter(serial="54AB").count() == 1


def test_a_password_is_kept_as_a_hash() -> None:
    make.account()
    EmbeddedRegistry().issue_password(make.TAX_CODE, "Abc#2345efgh", "k1")
    assert "Abc#2345efgh" not in Account.objects.get().password_hash


def test_what_became_of_a_key_is_read_back() -> None:
    make.account()
    assert EmbeddedRegistry().outcome_of("k1") is None
    EmbeddedRegistry().issue_password(make.TAX_CODE, "Abc#2345efgh", "k1")
    outcome = EmbeddedRegistry().outcome_of("k1")
    assert outcome is not None
    assert outcome.answer == Answer.DONE


def test_an_unknown_tax_code_is_refused_with_its_reason() -> None:
    result = EmbeddedRegistry().issue_password("0100000028", "Abc#2345efgh", "k1")
    assert result.answer == Answer.REFUSED
    assert "0100000028" in result.reason


def test_a_locked_account_is_refused() -> None:
    make.account(is_locked=True)
    result = EmbeddedRegistry().issue_password(make.TAX_CODE, "Abc#2345efgh", "k1")
    assert (result.answer, "khóa" in result.reason) == (Answer.REFUSED, True)


def test_the_old_password_is_refused_again() -> None:
    make.account()
    EmbeddedRegistry().issue_password(make.TAX_CODE, "Abc#2345efgh", "k1")
    result = EmbeddedRegistry().issue_password(make.TAX_CODE, "Abc#2345efgh", "k2")
    assert result.reason == "Mật khẩu trùng với mật khẩu cũ."


def test_a_bound_or_expired_certificate_is_refused() -> None:
    make.account()
    assert (
        EmbeddedRegistry().bind_certificate(make.TAX_CODE, certificate("5401ABCD"), "k1").answer == Answer.REFUSED
    )
    assert EmbeddedRegistry().bind_certificate(make.TAX_CODE, certificate(days=-1), "k2").answer == Answer.REFUSED
