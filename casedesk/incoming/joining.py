"""Which case a mail belongs to: by what it answers, by the address it went to, by its subject and sender.

Every sign must point to one case; where two point to different ones a person decides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from casedesk.models import Case, JoinedBy
from letters.incoming.mail import Mail
from letters.models import Letter, Message
from letters.reply_to import case_number_in


@dataclass(frozen=True, slots=True)
class Joined:
    """The case of a mail, by which sign, and the letter that it answers; without one `why_not` is a sentence."""

    case: Case | None = None
    by: JoinedBy | None = None
    letter: Letter | None = None
    why_not: str = ""


def case_of(mail: Mail) -> Joined:
    """Find the case of a mail; who sent it is judged elsewhere."""
    answered = _answered(mail)
    by_letters = {message.case_id: message.case for message in answered}
    by_token = {case.pk: case for case in _cases(_tokens(mail.addressed))}
    named = {case.pk: case for case in _cases(_NUMBER.findall(mail.subject.upper()))}
    meant = by_letters | by_token
    if len(meant | (named if meant else {})) > 1:
        return Joined(why_not=_("Thư này nhắc tới nhiều hồ sơ khác nhau."))
    for case in meant.values():
        by = JoinedBy.REFERENCE if case.pk in by_letters else JoinedBy.TOKEN
        return Joined(case, by, answered[0].letter if answered else None)
    return _by_subject(mail, list(named.values()))


def _answered(mail: Mail) -> list[Message]:
    """Return our messages that a mail answers: the one named first counts alone."""
    rows = Message.objects.filter(message_id__in=mail.references).select_related("case", "letter")
    found = {row.message_id: row for row in rows} if mail.references else {}
    if mail.answers in found:
        return [found[mail.answers]]
    return [found[name] for name in mail.references if name in found]


def _tokens(addressed: Iterable[str]) -> list[str]:
    return [number for number in map(case_number_in, addressed) if number]


def _by_subject(mail: Mail, named: list[Case]) -> Joined:
    if not named:
        return Joined(why_not=_("Thư không nhắc tới hồ sơ nào."))
    if len(named) > 1:
        return Joined(why_not=_("Thư này nhắc tới nhiều hồ sơ khác nhau."))
    case = named[0]
    if not is_reply_address(mail.sender, case):
        told = {"number": case.number}
        return Joined(
            why_not=_("Tiêu đề ghi hồ sơ %(number)s, nhưng người gửi không phải địa chỉ nhận trả lời.") % told
        )
    return Joined(case, JoinedBy.SUBJECT)


def is_reply_address(sender: str, case: Case) -> bool:
    """Say whether a mail's sender has the address to which the case's letters go."""
    return bool(sender) and sender.casefold() == case.reply_address.strip().casefold()


def _cases(numbers: Iterable[str]) -> list[Case]:
    wanted = list(dict.fromkeys(numbers))[:20]
    return list(Case.objects.filter(number__in=wanted)) if wanted else []


_NUMBER = re.compile(rf"{re.escape(settings.CASE_NUMBER_PREFIX.upper())}-\d{{6}}-\d{{4,}}")
