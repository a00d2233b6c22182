"""What Casedesk asks of the system that holds the accounts, whichever system that is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Answer(StrEnum):
    """The three honest outcomes of a change; `unknown` is read back before anyone tries again."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BoundCertificate:
    """The certificate by which an account's administrator signs in. `serial` is upper-case hex."""

    serial: str
    issuer: str
    subject: str
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An administrator account as it stands; `certificate` is None when none was ever bound."""

    tax_code: str
    company_name: str
    email: str
    phone: str
    is_locked: bool
    certificate: BoundCertificate | None
    password_changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Result:
    """How a change came out, with the other side's reason when it was refused."""

    answer: Answer
    reason: str = ""


class Gateway(Protocol):
    """Every change carries an idempotency key: the same key changes the account once, however often sent."""

    def find(self, tax_code: str) -> AccountRecord | None:
        """Return the account of a tax code. Raises `TryAgain` when the other side does not answer."""

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Bind a certificate to the administrator account."""

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Set a new password on the administrator account."""

    def outcome_of(self, key: str) -> Result | None:
        """Read back what became of a change; None when the other side never saw the key."""


def gateway() -> Gateway:
    """Return the gateway that the settings name."""
    return cast(Gateway, import_string(settings.ACCOUNT_GATEWAY)())
