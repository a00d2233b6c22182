"""Which papers came by mail: shown so to a clerk, and an address that they name counts when confirmed."""

from casedesk.models import Case, IncomingFile
from intake.models import Document, Field, Scan


def scans_of(case: Case) -> dict[int, IncomingFile]:
    """Return by scan the files of mails that are papers of a case, in one query."""
    found = IncomingFile.objects.filter(scan__case=case).select_related("mail")
    return {file.scan_id: file for file in found if file.scan_id is not None}


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
