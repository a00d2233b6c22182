"""An SMTP connection that knows whether a whole message was handed over, so that nothing is sent twice."""

import smtplib
from typing import Any, cast

from django.core.mail.backends.smtp import EmailBackend


class _Watched(smtplib.SMTP):
    """Notes when the last byte of a message has left us: from then on only the server knows what became of it."""

    handed_over = False

    def send(self, s: Any) -> None:
        """Send; smtplib passes commands as text and a message, with its closing dot, as bytes at once."""
        super().send(s)
        self.handed_over = self.handed_over or isinstance(s, bytes)


class _WatchedTLS(_Watched, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class Courier(EmailBackend):
    """Django's SMTP backend over a watched connection."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The class of connection that the settings ask for."""
        return _WatchedTLS if self.use_ssl else _Watched

    @property
    def handed_over(self) -> bool:
        """Whether a whole message was passed to the server, accepted or not."""
        return getattr(self.connection, "handed_over", False)

    def hand_over(self, sender: str, to: str, content: bytes) -> None:
        """Give the server one mail for one address; the connection is open.

        A server that makes reports is told to return the headers alone: a bounce shall not carry the letter about.
        """
        line = cast(smtplib.SMTP, self.connection)
        line.ehlo_or_helo_if_needed()
        options = ("RET=HDRS",) if line.has_extn("dsn") else ()
        line.sendmail(sender, [to], content, mail_options=options)
