"""The review screen: the pages on one side, what was read of them and the checklist on the other."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import (
    actions,
    dossiers,
    history,
    letter_drafts,
    notes,
    presence,
    questions,
    regions,
    review,
    watching,
)
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, Overtaken
from casedesk.models import Case, State
from casedesk.places import MOST_DIGITS, Place, box_of, place_of
from casedesk.values import entered
from casedesk.web import looks
from casedesk.web.certificates import given_view
from casedesk.web.checks import checks_of, why_not_complete
from casedesk.web.clocks import Clocks
from casedesk.web.letter_drafts import look_at
from casedesk.web.papers import papers_of
from casedesk.web.presence import there_on
from casedesk.web.screen import Entry, StaffRequest, attempt, found, screen, seen_state_of, status_of
from casedesk.web.siblings import siblings_on
from casedesk.web.whole import found_whole
from intake.facts import DOCUMENT_KINDS
from intake.models import KIND_LABELS
from letters.kinds import Kind as Letter
from verification.certificates import NotACertificate

Typed = Mapping[str, Entry]
_NOTHING = Entry()


@screen(Right.REVIEW)
def show(request: StaffRequest, number: str) -> HttpResponse:
    """Show a case to be reviewed; one that is past that is shown as it is now."""
    case, now = found_whole(number, request.user), timezone.now()
    if case.state != State.CHECKED:
        return redirect("web:case", number)
    looks.log(case, request.user, now, history.of(case))
    presence.note(case, request.user, now)
    watching.see(case, request.user)
    return _page(request, case)


@screen(Right.REVIEW, "POST")
def set_field(request: StaffRequest, number: str, document: int, name: str) -> HttpResponse:
    """Confirm or correct one value; what has not the right form stays in its input, with the reason."""
    value, seen = entered(request.POST.get("value", "")), request.POST.get("seen")
    page, box = request.POST.get("page", ""), request.POST.get("box", "")

    def act(case: Case) -> None:
        place = place_of(page, box)
        review.set_field(case.pk, document, name, value, request.user, timezone.now(), seen, place)

    return change(
        request, number, act, anchor=f"f-{document}-{name}", entry=Entry(value, drawn_page=page, drawn_box=box)
    )


@screen(Right.REVIEW, "POST")
def read_region(request: StaffRequest, number: str, page: int) -> HttpResponse:
    """Read what stands in a box of a page, for the input of one field; a refusal is a sentence beside it."""
    document, name = request.POST.get("document", ""), request.POST.get("name", "")
    try:
        place = Place(page, box_of(request.POST.get("box", "")))
        paper = int(document) if document.isdecimal() and len(document) <= MOST_DIGITS else 0
        text = regions.read(found(number).pk, paper, name, place, request.user)
    except CannotDo as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    return JsonResponse({"text": text})


@screen(Right.REVIEW, "POST")
def set_mark(request: StaffRequest, number: str, document: int, mark: str) -> HttpResponse:
    """Say whether a paper bears its seal or its certification."""
    is_there, seen = request.POST.get("found") == "yes", request.POST.get("seen")
    return change(
        request,
        number,
        lambda case: review.set_mark(case.pk, document, mark, is_there, request.user, timezone.now(), seen),
        anchor=f"m-{document}-{mark}",
    )


@screen(Right.REVIEW, "POST")
def set_bearer(request: StaffRequest, number: str) -> HttpResponse:
    """Note who stands at the counter."""
    name, id_number = request.POST.get("bearer_name", ""), request.POST.get("bearer_id", "")
    return change(
        request,
        number,
        lambda case: review.set_bearer(case.pk, name, id_number, request.user, timezone.now()),
        anchor="bearer",
        entry=Entry(f"{name}\n{id_number}"),
    )


@screen(Right.REVIEW, "POST")
def judge(request: StaffRequest, number: str, rule: str) -> HttpResponse:
    """Decide a doubt of the checklist, with a reason."""
    note, seen = request.POST.get("note", ""), request.POST.get("seen")
    return change(
        request,
        number,
        lambda case: actions.judge(case.pk, rule, note, request.user, timezone.now(), seen),
        anchor=f"rule-{rule}",
        entry=Entry(note),
    )


@screen(Right.REVIEW, "POST")
def accept(request: StaffRequest, number: str) -> HttpResponse:
    """Accept a complete dossier and go on to the next."""
    case, seen = found(number), request.POST.get("seen_state")
    if not attempt(request, lambda: actions.accept(case.pk, request.user, timezone.now(), seen)):
        return _page(request, found_whole(number, request.user), status=409)
    messages.success(
        request,
        _("Đã chấp nhận %(number)s; giấy tiếp nhận được gửi tới %(to)s.")
        % {"number": number, "to": case.reply_address},
    )
    return redirect("web:inbox")


@screen(Right.REVIEW, "GET", "HEAD", "POST")
def refuse(request: StaffRequest, number: str) -> HttpResponse:
    """Refuse a dossier with a reason."""
    case, reason, seen = found(number), request.POST.get("reason", ""), request.POST.get("seen_state")
    if "preview" in request.POST:
        return look_at(letter_drafts.planned(case, Letter.REFUSAL, request.user, note=reason))
    if request.method == "POST" and attempt(
        request, lambda: actions.refuse(case.pk, reason, request.user, timezone.now(), seen)
    ):
        messages.success(request, _("Đã từ chối %(number)s và lập phiếu từ chối.") % {"number": number})
        return redirect("web:inbox")
    context = {"case": case, "reason": reason, "seen_state": seen_state_of(request, case)}
    return render(request, "web/refuse.html", context, status=status_of(request))


def change(
    request: StaffRequest, number: str, act: Callable[[Case], None], *, anchor: str, entry: Entry = _NOTHING
) -> HttpResponse:
    """Make a change of the review; the panel alone comes back to htmx, the page to a plain form."""
    case = found(number)
    try:
        act(case)
    except (CannotDo, NotACertificate) as refusal:
        case = found_whole(number, request.user)
        if case.state != State.CHECKED:
            raise
        code = refusal.code if isinstance(refusal, NotACertificate) else ""
        entry = replace(entry, problem=str(refusal), can_insist=isinstance(refusal, Overtaken), code=code)
        return _answer(request, case, {anchor: entry}, status=409)
    if not request.htmx:
        return redirect(f"{reverse('web:review', args=[number])}#{anchor}")
    return _answer(request, found_whole(number, request.user))


def _answer(request: StaffRequest, case: Case, typed: Typed | None = None, *, status: int = 200) -> HttpResponse:
    if not request.htmx:
        return _page(request, case, typed, status=status)
    return render(request, "web/_panel.html", _context(request, case, typed), status=status)


def _page(request: StaffRequest, case: Case, typed: Typed | None = None, *, status: int = 200) -> HttpResponse:
    return render(request, "web/review.html", _context(request, case, typed), status=status)


def _context(request: StaffRequest, case: Case, typed: Typed | None) -> dict[str, object]:
    clocks, dossier = Clocks(timezone.now()), dossiers.gather(case)
    checks = checks_of(case, typed, dossier.documents)
    return {
        "case": case,
        "chip": clocks.chip(case),
        "notice": clocks.notice(case),
        "papers": papers_of(case, typed, dossier),
        "bearer": _bearer(case, (typed or {}).get("bearer")),
        "given": given_view(case, (typed or {}).get("certificate")),
        "questions": questions.of_case(case),
        "notes": notes.read(case, request.user, timezone.now()),
        **there_on(request, case),
        **siblings_on(case),
        "is_review": True,
        "open_checks": [check for check in checks if check.is_open],
        "settled_checks": [check for check in checks if not check.is_open],
        "blocked": why_not_complete(checks),
        "kinds": [(kind.value, label) for kind, label in KIND_LABELS.items()],
        "new_kinds": [(kind.value, KIND_LABELS[kind]) for kind in DOCUMENT_KINDS],
    }


def _bearer(case: Case, entry: Entry | None) -> dict[str, str]:
    """Return who stands at the counter, or what was typed in vain and why it was refused."""
    if entry is None:
        return {"name": case.bearer_name, "id_number": case.bearer_id, "problem": ""}
    name, _line, id_number = entry.text.partition("\n")
    return {"name": name, "id_number": id_number, "problem": entry.problem}
