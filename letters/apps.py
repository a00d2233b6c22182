"""Letters: kind to PDF to e-mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """The stage's place in Django."""

    name = "letters"
    verbose_name = _("Thư")
