"""The worker that sends: one broken letter stops nobody, and a slow server holds one worker."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from casedesk import pipeline
from letters.models import Letter, Message, MessageState
from tests.letters.letter import mail_server, posted
from tests.site import free_port

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_breaks_the_machine_is_left_and_the_others_go_out(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    broken, fine = posted(), posted()
    Letter.objects.filter(pk=broken.letter_id).update(pdf="../../ngoai.pdf")
    with mail_server(settings.EMAIL_PORT) as server:
        pipeline.send_mail.func()
    assert [str(mail["Message-ID"]) for mail in server.got] == [fine.message_id]
    later = timezone.now() + timedelta(minutes=3)
    pipeline.recover(later)
    assert Message.objects.get(pk=broken.pk).state == MessageState.UNKNOWN


def test_nobody_else_is_woken_while_a_letter_is_handed_over() -> None:
    now = timezone.now()
    first, _other = posted(now=now), posted(now=now)
    pipeline.wake_mail(now)
    assert DBTaskResult.objects.count() == 1
    Message.objects.filter(pk=first.pk).update(state=MessageState.SENDING, claimed_at=now)
    pipeline.wake_mail(now)
    assert DBTaskResult.objects.count() == 1, "a slow server holds one worker"
    pipeline.wake_mail(now + timedelta(minutes=3))
    assert DBTaskResult.objects.count() == 2, "a lost one holds nobody"
