"""Rules on the request letter: it is there and asks for something, bears a seal, and says where to answer."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.facts import Kind, Request
from verification import formats, judging, papers
from verification.findings import Dossier, Finding
from verification.judging import Judge
from verification.papers import Paper, Reading

_SEVERAL = re.compile(r"[;,/]| - ")
_LEAST_SEAT = 20
CONTACT = {
    "address": gettext_lazy("địa chỉ"),
    "email": gettext_lazy("thư điện tử"),
    "phone": gettext_lazy("số điện thoại"),
}


def request_letter_present(dossier: Dossier) -> Finding:
    """The company wrote a letter, and it is certain what it asks for (seed 000)."""
    return judging.presence(
        "request_letter_present", dossier, Kind.REQUEST_LETTER, doubts=_request_doubts(dossier)
    )


def request_letter_sealed(dossier: Dossier) -> Finding:
    """The letter bears the company's seal (seed 000)."""
    letters = papers.of(dossier, Kind.REQUEST_LETTER)
    judge = Judge("request_letter_sealed", letters)
    if not letters:
        return judge.not_needed(judging.absent(Kind.REQUEST_LETTER))
    return judging.marked(
        judge,
        lambda paper: paper.document.sealed,
        absent=_("%(paper)s chưa đóng dấu của công ty."),
        doubtful=_("Chưa rõ %(paper)s đã đóng dấu của công ty hay chưa."),
        there=_("%(paper)s đã đóng dấu."),
    )


def request_letter_contact(dossier: Dossier) -> Finding:
    """The letter gives address, e-mail and telephone (seed 000); the answer goes to this e-mail."""
    letters = papers.of(dossier, Kind.REQUEST_LETTER)
    judge = Judge("request_letter_contact", letters, tuple(CONTACT))
    if not letters:
        return judge.not_needed(judging.absent(Kind.REQUEST_LETTER))
    missing = [name for name in CONTACT if not papers.readings(letters, name)]
    poorly = [letter for letter in letters if papers.is_poorly_read(dossier, letter)]
    lacking = [_lacking(letters, missing)] if missing and not poorly else []
    unread = [doubt for name in missing for doubt in judging.unread(poorly, str(CONTACT[name]))]
    doubts = [doubt for name in CONTACT for doubt in _contact_doubts(name, papers.readings(letters, name))]
    emails = papers.readings(letters, "email")
    there = _("Công văn có đủ địa chỉ, thư điện tử (%(email)s) và số điện thoại.")
    return judge.finds(
        lacking + _malformed("email", [email for email in emails if email.certain]),
        unread + doubts,
        there % {"email": emails[0].value if emails else ""},
    )


def _request_doubts(dossier: Dossier) -> list[str]:
    request = dossier.facts.request
    if request is None or request.value not in list(Request):
        return [_("Chưa xác định được công ty đề nghị việc gì trong công văn.")]
    if not request.certain:
        text = _("Chưa chắc chắn công ty đề nghị việc gì trong công văn (có thể là: %(request)s).")
        return [text % {"request": request_name(request.value)}]
    return []


def request_name(request: str) -> str:
    """Return what a sentence calls a request; the code itself where it is none of ours."""
    known: dict[str, str] = {
        Request.RESET_PASSWORD: _("cấp mật khẩu mới"),
        Request.REBIND_LOST: _("cập nhật chữ ký số mới do chữ ký số cũ bị mất, hỏng"),
        Request.REBIND_RENEWED: _("cập nhật chữ ký số gia hạn sau thời điểm hết hạn"),
    }
    return known.get(request, request)


def _lacking(letters: Sequence[Paper], missing: Sequence[str]) -> str:
    labels = ", ".join(str(CONTACT[name]) for name in missing)
    return _("%(paper)s không ghi %(missing)s.") % {"paper": letters[0].name, "missing": labels}


def _contact_doubts(name: str, found: Sequence[Reading]) -> list[str]:
    doubts = judging.uncertain([one for one in found if not is_enough(name, one.value)], str(CONTACT[name]))
    if name == "address":
        return doubts
    if len({reading.value.casefold() for reading in found}) > 1:
        values = ", ".join(reading.value for reading in found)
        text = _("Các công văn ghi %(label)s khác nhau: %(values)s.")
        doubts.append(text % {"label": CONTACT[name], "values": values})
    return doubts + (_malformed("phone", found) if name == "phone" else [])


def is_enough(name: str, value: str) -> bool:
    """Say whether a value that the machine alone read is enough: a seat of several parts, a telephone number.

    Nothing is sent to a seat, and nothing compared with it; a telephone number is held against the account's, and
    where they differ two persons look at both (`account.contact_on_record`).
    """
    if name == "address":
        return len(value) >= _LEAST_SEAT and "," in value
    return name == "phone" and not formats.problem(name, _SEVERAL.split(value)[0])


def _malformed(name: str, found: Sequence[Reading]) -> list[str]:
    """Say which values have not the form of their field; of several telephone numbers the first counts."""
    text = _("%(label)s trong %(paper)s không đúng dạng: %(value)s.")
    return [
        text % {"label": CONTACT[name], "paper": reading.paper.short_name, "value": reading.value}
        for reading in found
        if formats.problem(name, _SEVERAL.split(reading.value)[0])
    ]
