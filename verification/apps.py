"""Verification: facts to findings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    """The stage's place in Django."""

    name = "verification"
    verbose_name = _("Kiểm tra hồ sơ")
