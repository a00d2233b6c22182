"""Files that colleagues keep with a case: checked as scans are, sealed, never read for facts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from casedesk import access, history, signed_papers
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.lib.compiled import Compiled
from casedesk.models import Act, Attachment, Case, User
from intake import files

LONGEST_WHY = 300
_OF_CASE = Compiled(lambda case: Attachment.objects.filter(case=case).select_related("by"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, and the sentence that says what it is here for."""

    name: str
    content: bytes
    why: str


def add(case: Case, upload: Upload, by: User, now: datetime) -> Attachment:
    """Keep a file with a case, sealed. Raises `CannotDo` with the sentence that says what is wrong with it."""
    if not access.may(by, Right.TAKE_PART):
        raise PermissionDenied
    why = _checked(upload.why)
    try:
        info = files.inspect(upload.content, upload.name)
    except files.Refused as refused:
        raise CannotDo(str(refused)) from refused
    sha256 = hashlib.sha256(upload.content).hexdigest()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        known = Attachment.objects.filter(case=case, sha256=sha256).first()
        if known:
            raise CannotDo(_("Tệp này đã được đính kèm với tên «%(name)s».") % {"name": known.name})
        kept = Attachment(case=case, name=_shown(upload.name), why=why, sha256=sha256, by=by, at=now)
        kept.media_type, kept.size = info.media_type, len(upload.content)
        kept.file.save(sha256, ContentFile(upload.content), save=False)
        kept.save()
        history.add(case, Act.ATTACHED, now, by=by, note=f"{kept.name}: {why}", attachment=kept.pk)
        signed_papers.propose_from(kept, upload.content, now)
    return kept


def with_any(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case whether it has attachments, so that `of_case` asks for none in vain."""
    return cases.annotate(has_attachments=Exists(Attachment.objects.filter(case=OuterRef("pk"))))


def of_case(case: Case) -> Sequence[Attachment]:
    """Return a case's attachments, the newest first."""
    return _OF_CASE(case.pk) if getattr(case, "has_attachments", True) else []


def _checked(why: str) -> str:
    why = " ".join(why.replace("\x00", "").split())
    if not why:
        raise CannotDo(_("Hãy ghi vì sao đính kèm tệp này."))
    if len(why) > LONGEST_WHY:
        raise CannotDo(_("Nhiều nhất %(longest)d chữ.") % {"longest": LONGEST_WHY})
    return why


def _shown(name: str) -> str:
    """Return a file's name fit to be shown: no control or direction marks, at most 255 characters."""
    plain = "".join(letter for letter in Path(name).name if letter.isprintable())
    return plain[:255] or _("tệp không tên")
