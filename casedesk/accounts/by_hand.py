"""A centre whose console has no interface: the change waits here until a technician records what it answered.

What is kept of the accounts is the registry in our own database, which is filled from the centre's file; a change
that was made by hand is written into it.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.accounts.gateway import Answer, BoundCertificate, Result
from casedesk.accounts.models import ByHand, Change
from casedesk.accounts.registry import EmbeddedRegistry
from casedesk.lib.outcomes import NeedsPerson


class ByHandGateway(EmbeddedRegistry):
    """The gateway that changes nothing itself: it asks a person, and reads back what they recorded."""

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Let the change wait for a person. Raises `NeedsPerson` until they have recorded its outcome."""
        return _waited(key, self.outcome_of(key))

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Let the change wait for a person. Raises `NeedsPerson` until they have recorded its outcome."""
        return _waited(key, self.outcome_of(key))

    def outcome_of(self, key: str) -> Result | None:
        """Read back what was recorded; unknown as long as somebody tried and nobody has looked what came of it."""
        recorded = super().outcome_of(key)
        if recorded or not ByHand.objects.filter(change__key=key, is_unclear=True).exists():
            return recorded
        return Result(Answer.UNKNOWN, _("Đã làm tay mà chưa rõ kết quả: hãy tra lại trên hệ thống."))


def _waited(key: str, recorded: Result | None) -> Result:
    if recorded:
        return recorded
    change = Change.objects.get(key=key)
    ByHand.objects.get_or_create(change=change, defaults={"asked_at": timezone.now()})
    raise NeedsPerson(_("Chờ kỹ thuật viên làm tay trên hệ thống tài khoản rồi ghi kết quả."))
