"""The driver: the case, its clock, its people, its screens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasedeskConfig(AppConfig):
    """The driver's place in Django."""

    name = "casedesk"
    verbose_name = _("Hồ sơ")
