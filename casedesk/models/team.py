"""The people of the centre, their roles, and the queues that they work on."""

from collections.abc import Iterable
from functools import cache

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from casedesk.access import Role, role_names


class User(AbstractUser):
    """A person who signs in. Roles are five flags, so that every right is seen on one row."""

    full_name = models.CharField(_("họ và tên"), max_length=100)
    is_clerk = models.BooleanField(Role.CLERK.label, default=False)
    is_technician = models.BooleanField(Role.TECHNICIAN.label, default=False)
    is_supervisor = models.BooleanField(Role.SUPERVISOR.label, default=False)
    is_administrator = models.BooleanField(Role.ADMINISTRATOR.label, default=False)
    is_auditor = models.BooleanField(Role.AUDITOR.label, default=False)
    is_away = models.BooleanField(_("đang vắng"), default=False)

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_auditor=False)
                | models.Q(is_clerk=False, is_technician=False, is_supervisor=False, is_administrator=False),
                name="auditor_alone",
                violation_error_message=_("Kiểm tra viên không giữ vai trò nào khác."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that this person has."""
        return _roles_of(
            self.is_clerk, self.is_technician, self.is_supervisor, self.is_administrator, self.is_auditor
        )

    def role_names(self) -> Iterable[str]:
        """The roles' names, for people."""
        return role_names(self.roles)


@cache
def _roles_of(*flags: bool) -> frozenset[Role]:
    return frozenset(role for role, is_given in zip(Role, flags, strict=True) if is_given)


class Queue(models.Model):
    """A queue of work: the technicians who can do it, and the requests that land there."""

    code = models.SlugField(_("mã"), unique=True)
    name = models.CharField(_("tên"), max_length=100)
    technicians = models.ManyToManyField(
        "casedesk.User", blank=True, related_name="queues", verbose_name=_("kỹ thuật viên")
    )

    class Meta:
        verbose_name = _("hàng đợi")
        verbose_name_plural = _("hàng đợi")

    def __str__(self) -> str:
        return self.name
