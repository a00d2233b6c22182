"""Who may do what: roles, acts, and the one table that joins them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is at the centre; one person may have several."""

    CLERK = "clerk", _("Văn thư")
    TECHNICIAN = "technician", _("Kỹ thuật viên")
    SUPERVISOR = "supervisor", _("Lãnh đạo")
    ADMINISTRATOR = "administrator", _("Quản trị")
    AUDITOR = "auditor", _("Kiểm tra viên")


def role_names(roles: frozenset[Role]) -> list[str]:
    """Return what roles are called, in their order."""
    return [str(role.label) for role in Role if role in roles]


class Act(StrEnum):
    """What a person may be allowed to do."""

    RECEIVE = "receive"
    SEE = "see"
    SEE_PAPERS = "see_papers"
    SEE_ACCOUNTS = "see_accounts"
    TAKE_PART = "take_part"
    REVIEW = "review"
    FULFIL = "fulfil"
    APPROVE = "approve"
    SEND = "send"
    SUPERVISE = "supervise"
    OVERSEE = "oversee"
    ADMINISTER = "administer"
    AUDIT = "audit"


ALLOWED: Mapping[Act, frozenset[Role]] = {
    Act.RECEIVE: frozenset({Role.CLERK, Role.SUPERVISOR}),
    Act.SEE: frozenset({Role.CLERK, Role.TECHNICIAN, Role.SUPERVISOR, Role.AUDITOR}),
    Act.SEE_PAPERS: frozenset({Role.CLERK, Role.TECHNICIAN, Role.SUPERVISOR, Role.AUDITOR}),
    Act.SEE_ACCOUNTS: frozenset({Role.TECHNICIAN, Role.SUPERVISOR, Role.AUDITOR}),
    Act.TAKE_PART: frozenset({Role.CLERK, Role.TECHNICIAN, Role.SUPERVISOR}),
    Act.REVIEW: frozenset({Role.CLERK, Role.SUPERVISOR}),
    Act.FULFIL: frozenset({Role.TECHNICIAN}),
    Act.APPROVE: frozenset({Role.TECHNICIAN, Role.SUPERVISOR}),
    Act.SEND: frozenset({Role.CLERK, Role.TECHNICIAN, Role.SUPERVISOR}),
    Act.SUPERVISE: frozenset({Role.SUPERVISOR}),
    Act.OVERSEE: frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    Act.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
    Act.AUDIT: frozenset({Role.AUDITOR}),
}
"""Least rights: an administrator sees no dossier; a clerk changes no account; an auditor only reads."""


class Rights(frozenset[Act]):
    """What a person may do; a template asks for it by name: `may.see`."""

    def __getitem__(self, name: str) -> bool:
        """Say whether an act is among them."""
        return name in self


def may(user: Any, act: Act) -> bool:
    """Say whether a person's roles allow an act; nobody who is signed out or inactive may do anything."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return not ALLOWED[act].isdisjoint(user.roles)


def rights_of(user: Any) -> Rights:
    """Return all that a person may do."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Rights()
    return _rights_of(user.roles, tuple(ALLOWED.items()))


@cache
def _rights_of(roles: frozenset[Role], table: tuple[tuple[Act, frozenset[Role]], ...]) -> Rights:
    return Rights(act for act, allowed in table if not allowed.isdisjoint(roles))


@dataclass(frozen=True, slots=True)
class Permission:
    """The permission of a transition: the right that a person needs; None where no person makes it."""

    right: Act | None

    def __call__(self, _case: Any, user: Any) -> bool:
        """Say whether a person may make the transition."""
        return self.right is not None and may(user, self.right)


MACHINE = Permission(None)
"""The permission of a transition that the machine alone makes."""


def allows(act: Act) -> Permission:
    """Return the permission of a transition: `permission=allows(Act.REVIEW)`."""
    return Permission(act)
