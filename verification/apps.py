"""Verification: facts to findings."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """The stage's place in Django."""

    name = "verification"
