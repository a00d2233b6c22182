"""Intake: paper to facts."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The stage's place in Django."""

    name = "intake"
