"""What an administrator does with the texts of letters: look at them on a case, save, go back."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, contents, history, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, LetterOrder, User
from letters import checking, rendering, samples, texts, versions
from letters.checking import PART_LABELS, Problem
from letters.content import Content, Signature
from letters.forms import KIND_OF, LABELS, RESET, Form
from letters.models import FormHandling, Letterhead, LetterText
from letters.rendering import Rendered
from letters.signers import signing_on
from letters.texts import PARTS, Text
from letters.versions import Handling

_CONTEXT_LINES = 2


class BadText(CannotDo):
    """A text that must not be saved: `problems` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Chưa lưu được mẫu: %(count)d điều phải sửa.") % {"count": len(problems)})
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: `sign` is "+", "-" or " ", or "@" where a part begins."""

    sign: str
    line: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a text is looked at with; `is_masked` where the person may not see whose case it is."""

    content: Content
    is_masked: bool = False
    is_made_up: bool = False


def save(form: Form, words: Text, why: str, by: User, now: datetime, seen: str = "") -> LetterText:
    """Save a text as the new version, if nothing is wrong with it; letters that are sent keep theirs.

    `seen` is the digest of the words that the person began with. Raises `BadText` and `CannotDo`.
    """
    if not access.may(by, Right.ADMINISTER):
        raise PermissionDenied
    words = texts.tidied(words)
    found = checking.problems(form, words)
    if found:
        raise BadText(found)
    with transaction.atomic():
        before = versions.current(form)
        if words == before:
            raise CannotDo(_("Mẫu không có gì thay đổi."))
        if seen and seen != before.digest:
            raise CannotDo(_("Người khác vừa lưu mẫu này. Hãy mở lại trang, xem bản mới rồi sửa tiếp."))
        versions.kept(form, before)
        row = versions.save(form, words, by, now, " ".join(why.split()))
        history.add(None, Act.TEXT_SAVED, now, by=by, subject=str(row), note=row.why, version=row.version)
    return row


def use_again(form: Form, version: int, by: User, now: datetime) -> LetterText:
    """Make the words of an older version the newest one."""
    row = LetterText.objects.filter(form=form, version=version).first()
    if row is None:
        raise CannotDo(_("Không có lần sửa này."))
    return save(form, row.words, _("Dùng lại lần %(version)d") % {"version": version}, by, now)


def set_handling(form: Form, handling: Handling, by: User, now: datetime) -> None:
    """Say whether letters of a form go out at once, wait for a person, or are signed on paper."""
    if not access.may(by, Right.ADMINISTER):
        raise PermissionDenied
    with transaction.atomic():
        FormHandling.objects.update_or_create(form=form, defaults={"handling": handling})
        history.add(
            None, Act.HANDLING_SET, now, by=by, subject=str(LABELS[form]), note=str(Handling(handling).label)
        )


def differences(before: Text, after: Text) -> list[Difference]:
    """Compare two texts line by line, part by part; parts that are the same are left out."""
    found: list[Difference] = []
    for part in PARTS:
        old, new = (getattr(text, part).split("\n") for text in (before, after))
        lines = list(difflib.unified_diff(old, new, lineterm="", n=_CONTEXT_LINES))[2:]
        if lines:
            found.append(Difference("@", str(PART_LABELS[part])))
            found += [Difference(line[0], line[1:]) for line in lines if not line.startswith("@@")]
    return found


def seen_with(form: Form, number: str, by: User, now: datetime) -> Seen:
    """Return what a text is looked at with: the case of a number, else a made-up one.

    Who may see no dossiers gets the case's shape, with other letters and figures in the place of its own.
    """
    if not number.strip():
        return Seen(samples.content(form, sla.today(now)), is_made_up=True)
    case = Case.objects.filter(number=number.strip()).first()
    if case is None:
        raise CannotDo(_("Không có hồ sơ %(number)s.") % {"number": number.strip()[:60]})
    content = _fitted(form, contents.draft_of(_order(form, case, by), now), now)
    if access.may(by, Right.SEE_PAPERS):
        return Seen(content)
    return Seen(samples.masked(content), is_masked=True)


def preview(form: Form, words: Text, seen: Seen, now: datetime) -> Rendered:
    """Write a text without a number. Raises `BadText`, and `NeedsPerson` where it cannot be printed."""
    words = texts.tidied(words)
    found = checking.problems(form, words)
    if found:
        raise BadText(found)
    today = sla.today(now)
    content = replace(seen.content, signature=_signature(form, now) or seen.content.signature)
    return rendering.render(KIND_OF[form], content, Letterhead.current(today), rendering.DRAFT, today, words)


def _signature(form: Form, now: datetime) -> Signature | None:
    try:
        return signing_on(form, sla.today(now))
    except NeedsPerson:
        return None


def _order(form: Form, case: Case, by: User) -> LetterOrder:
    """Return the case's own order of such a letter, or one that is as good for a look."""
    own = case.letter_orders.filter(kind=KIND_OF[form]).last()
    return own or LetterOrder(case=case, kind=KIND_OF[form], form=_named(form), ordered_by=by, defects=[])


def _named(form: Form) -> str:
    return form if form == Form.NOT_GRANTED else ""


def _fitted(form: Form, content: Content, now: datetime) -> Content:
    """Fill in what the case does not have and this form needs."""
    made_up = samples.content(form, sla.today(now))
    is_password = form == Form.PASSWORD
    fits = (content.request_kind == RESET) == is_password or form not in {Form.PASSWORD, Form.CERTIFICATE}
    return replace(
        content,
        is_granted=form != Form.NOT_GRANTED,
        request_kind=content.request_kind if fits else made_up.request_kind,
        company_name=content.company_name or made_up.company_name,
        reason=content.reason or made_up.reason,
        defects=content.defects or made_up.defects,
        due_on=content.due_on or made_up.due_on,
        promised_on=content.promised_on or made_up.promised_on,
        certificate=content.certificate or made_up.certificate,
        reveal=content.reveal or (None if content.enciphered else made_up.reveal),
        signer=content.signer or made_up.signer,
    )
