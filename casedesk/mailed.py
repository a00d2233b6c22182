"""Papers that came by mail: an address that they name counts only when a person has confirmed it."""

from casedesk.models import IncomingFile
from intake.models import Document, Field, Scan


def doubt_address(scan: Scan) -> None:
    """Let a person look at the reply address that was read from a paper that came by mail."""
    if IncomingFile.objects.filter(scan=scan).exists():
        Field.objects.filter(document__scan=scan, name="email").update(certain=False)


def is_unseen(letter: Document) -> bool:
    """Say whether the reply address in a request letter came by mail and nobody has confirmed it."""
    email = next((field for field in letter.fields.all() if field.name == "email"), None)
    if email is not None and email.confirmed_by_id is not None:
        return False
    return IncomingFile.objects.filter(scan=letter.scan_id).exists()
