"""The e-mail that carries a letter: both texts, the PDF, and the same headers at every attempt."""

from email.utils import format_datetime

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from letters.models import Message


def envelope(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return the e-mail of a message. Raises `BadHeaderError` for a line break in a header."""
    letter = message.letter
    mail = EmailMultiAlternatives(
        subject=letter.subject, body=letter.text, to=[message.to], connection=connection, headers=_headers(message)
    )
    mail.attach_alternative(letter.html, "text/html")
    mail.attach(letter.file_name, letter.read_pdf(), "application/pdf")
    for one in letter.enclosures:
        mail.attach(one.name, one.content, one.content_type)
    return mail


def _headers(message: Message) -> dict[str, str]:
    return {
        "Message-ID": message.message_id,
        "Date": format_datetime(timezone.localtime(message.letter.created_at)),
        "Auto-Submitted": "auto-generated",
    }
