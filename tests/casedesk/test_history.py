"""The history is append-only, for our code and in the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from casedesk.models import Event
from tests import make

pytestmark = pytest.mark.django_db


def test_our_code_cannot_change_a_line() -> None:
    make.case()
    with pytest.raises(TypeError):
        Event.objects.update(note="khác")
    with pytest.raises(TypeError):
        Event.objects.all().delete()


def test_the_database_refuses_to_change_a_line() -> None:
    make.case()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("UPDATE casedesk_event SET note = 'khác'")


def test_a_saved_line_cannot_be_saved_again() -> None:
    event = make.case().events.get()
    event.note = "khác"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
