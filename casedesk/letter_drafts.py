"""Letters before and after they go: a look, the free part, letting one go, filing what was signed by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, answering, contents, history, pipeline, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, LetterOrder, User
from intake import files
from letters import outbox, rendering, signed_copies, versions
from letters.forms import Form, form_of_content
from letters.kinds import LABELS, Kind
from letters.models import Letter, Letterhead, SignedCopy
from letters.signed_copies import ScannedCopy
from letters.signers import signing_on

LONGEST_EXTRA = 2000


def planned(
    case: Case,
    kind: Kind,
    by: User,
    *,
    note: str = "",
    defects: Sequence[Mapping[str, str]] | None = None,
    is_granted: bool = True,
) -> LetterOrder:
    """Return the order that a decision would make, for a look; it is not kept."""
    form = "" if is_granted else Form.NOT_GRANTED
    return LetterOrder(case=case, kind=kind, note=note.strip(), defects=defects, form=form, ordered_by=by)


def preview(order: LetterOrder, now: datetime, **known: Any) -> bytes:
    """Print a letter as it would go, without a number; `known` is content that only the decision will set.

    Raises `NeedsPerson` when it could not go.
    """
    kind, today = Kind(order.kind), sla.today(now)
    content = replace(contents.draft_of(order, now), **known)
    form = form_of_content(kind, content)
    content = replace(content, signature=signing_on(form, today))
    words = versions.current(form)
    return rendering.render(kind, content, Letterhead.current(today), rendering.DRAFT, today, words).pdf


def change(order_id: int, extra: str, by: User, now: datetime) -> None:
    """Write the free part of a letter that waits for a person."""
    extra = "\n".join(" ".join(line.split()) for line in extra.strip().splitlines())
    if len(extra) > LONGEST_EXTRA:
        raise CannotDo(_("Phần ghi thêm dài quá %(longest)d chữ.") % {"longest": LONGEST_EXTRA})
    with transaction.atomic():
        order = _waiting(order_id, by)
        order.extra = extra
        order.save(update_fields=["extra"])
        history.add(order.case, Act.LETTER_CHANGED, now, by=by, subject=_name(order), note=extra)


def release(order_id: int, by: User, now: datetime) -> None:
    """Let a letter that waits for a person be written: it gets its number, and goes out or is to be signed."""
    with transaction.atomic():
        order = _waiting(order_id, by)
        order.is_held, order.problem, order.attempts = False, "", 0
        order.save(update_fields=["is_held", "problem", "attempts"])
        history.add(order.case, Act.LETTER_RELEASED, now, by=by, subject=_name(order))
        pipeline.wake()


def file_copy(letter_id: int, name: str, content: bytes, by: User, now: datetime) -> SignedCopy:
    """Keep the scan of a letter that was signed by hand; one that waited for it goes out with it.

    Raises `CannotDo` with the sentence that says what is wrong with the file.
    """
    if not access.may(by, Right.REVIEW):
        raise PermissionDenied
    try:
        info = files.inspect(content, name)
    except files.Refused as refused:
        raise CannotDo(str(refused)) from refused
    scan = ScannedCopy(_shown(name), info.media_type, content)
    with transaction.atomic():
        letter = Letter.objects.select_for_update().select_related("case").get(pk=letter_id)
        if letter.sha256 == signed_copies.digest_of(scan):
            raise CannotDo(_("Đây là bản máy lập, chưa có chữ ký tay: hãy quét bản đã ký."))
        if letter.signed_copies.filter(sha256=signed_copies.digest_of(scan)).exists():
            raise CannotDo(_("Bản quét này đã được lưu với văn bản này rồi."))
        copy = signed_copies.keep(letter.pk, scan, by, now)
        history.add(letter.case, Act.COPY_FILED, now, by=by, subject=letter.reference, note=copy.name)
        if letter.on_paper and not hasattr(letter, "message"):
            outbox.queue(letter, letter.case.reply_address.strip(), now, answering.received_from(letter.case))
            pipeline.wake()
    return copy


def _waiting(order_id: int, by: User) -> LetterOrder:
    if not access.may(by, Right.REVIEW):
        raise PermissionDenied
    order = LetterOrder.objects.select_for_update(of=("self",)).select_related("case").get(pk=order_id)
    if order.letter_id is not None or not order.is_held:
        raise CannotDo(_("Văn bản này không còn chờ: nó đã được cho phát hành."))
    return order


def _name(order: LetterOrder) -> str:
    return str(LABELS[Kind(order.kind)])


def _shown(name: str) -> str:
    plain = "".join(sign for sign in Path(name).name if sign.isprintable())
    return plain[:255] or _("tệp không tên")
