"""The texts of letters on screen: the list, one with its values and a look at it, its history."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import letter_texts, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.letter_texts import BadText
from casedesk.lib.outcomes import NeedsPerson
from casedesk.web.screen import StaffRequest, screen, status_of
from letters import pictures, samples, texts, variables, versions
from letters.checking import PART_LABELS, REQUIRED
from letters.forms import LABELS, Form
from letters.models import FormHandling, Letterhead, LetterText
from letters.texts import PARTS, Text
from letters.variables import Setting
from letters.versions import Handling

_WIDTH = 620
_LONGEST_WHY = 200
HOW = {"value": "{{ ten_cong_ty }}", "condition": "{% if han_tra %}…{% endif %}"}
"""How a text is written: the same in every language."""


@screen(Right.ADMINISTER)
def show_all(request: StaffRequest) -> HttpResponse:
    """List the forms: which version is in force, who wrote it, how its letters go out."""
    newest: dict[str, LetterText] = {}
    for row in LetterText.objects.select_related("by").order_by("version"):
        newest[row.form] = row
    handled = dict(FormHandling.objects.values_list("form", "handling"))
    rows = [
        {
            "form": form,
            "label": LABELS[form],
            "row": newest.get(form),
            "handling": handled.get(form, Handling.SEND),
        }
        for form in Form
    ]
    return render(
        request, "web/letter_texts.html", {"place": "texts", "rows": rows, "handlings": Handling.choices}
    )


@screen(Right.ADMINISTER, "POST")
def set_handling(request: StaffRequest, code: str) -> HttpResponse:
    """Say how a form's letters go out."""
    form, chosen = _form(code), request.POST.get("handling", "")
    if chosen not in Handling.values:
        raise CannotDo(_("Hãy chọn cách phát hành."))
    letter_texts.set_handling(form, Handling(chosen), request.user, timezone.now())
    messages.success(
        request, _("%(form)s: %(how)s.") % {"form": LABELS[form], "how": str(Handling(chosen).label).lower()}
    )
    return redirect("web:letter_texts")


@screen(Right.ADMINISTER, "GET", "HEAD", "POST")
def edit(request: StaffRequest, code: str) -> HttpResponse:
    """Show a form's words beside the values that they may name, and save them."""
    form, typed = _form(code), request.POST
    problems: Any = ()
    if request.method == "POST":
        try:
            row = letter_texts.save(
                form, _typed(request), typed.get("why", ""), request.user, timezone.now(), typed.get("seen", "")
            )
        except BadText as bad:
            problems = bad.problems
            messages.error(request, str(bad))
        except CannotDo as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, _("Đã lưu lần %(version)d; thư lập từ nay dùng lần này.") % {"version": row.version}
            )
            return redirect("web:letter_text", form)
    now = versions.current(form)
    words = _typed(request) if request.method == "POST" else now
    context = {
        "place": "texts",
        "form": form,
        "label": LABELS[form],
        "parts": [(part, PART_LABELS[part], getattr(words, part)) for part in PARTS],
        "row": versions.newest(form),
        "seen": typed.get("seen") or now.digest,
        "why": typed.get("why", ""),
        "longest_why": _LONGEST_WHY,
        "problems": problems,
        "values": _values(form),
        "how": HOW,
        "case_number": typed.get("case_number", ""),
    }
    return render(request, "web/letter_text.html", context, status=status_of(request))


@screen(Right.ADMINISTER, "POST")
def preview(request: StaffRequest, code: str) -> HttpResponse:
    """Show what the words that are being typed would print, on a case."""
    form, now, context = _form(code), timezone.now(), {}
    try:
        seen = letter_texts.seen_with(form, request.POST.get("case_number", ""), request.user, now)
        rendered = letter_texts.preview(form, _typed(request), seen, now)
        drawn = pictures.pages(rendered.pdf, _WIDTH)
        context = {
            "pages": [base64.b64encode(pictures.as_png(page)).decode() for page in drawn],
            "rendered": rendered,
            "look": seen,
        }
    except BadText as bad:
        context = {"problems": bad.problems}
    except (CannotDo, NeedsPerson) as refused:
        context = {"refused": str(refused)}
    context |= {"form": form, "label": LABELS[form], "place": "texts"}
    return render(request, "web/_text_preview.html" if request.htmx else "web/text_preview.html", context)


@screen(Right.ADMINISTER)
def past(request: StaffRequest, code: str) -> HttpResponse:
    """Show a form's versions, each against the words in force."""
    form = _form(code)
    now = versions.current(form)
    rows = list(LetterText.objects.filter(form=form).select_related("by").order_by("-version")[:50])
    shown = [{"row": row, "lines": letter_texts.differences(row.words, now)} for row in rows]
    context = {"place": "texts", "form": form, "label": LABELS[form], "rows": shown}
    return render(request, "web/letter_text_past.html", context)


@screen(Right.ADMINISTER, "POST")
def use_again(request: StaffRequest, code: str, version: int) -> HttpResponse:
    """Make an older version the newest."""
    row = letter_texts.use_again(_form(code), version, request.user, timezone.now())
    messages.success(
        request, _("Đã dùng lại lần %(old)d, nay là lần %(new)d.") % {"old": version, "new": row.version}
    )
    return redirect("web:letter_text_past", code)


def _form(code: str) -> Form:
    try:
        return Form(code)
    except ValueError:
        raise Http404(code) from None


def _typed(request: StaffRequest) -> Text:
    return texts.tidied(Text(**{part: request.POST.get(part, "") for part in PARTS}))


def _values(form: Form) -> list[dict[str, Any]]:
    """Return the values of a form with their meaning, an example, and in which parts they must stand."""
    today = sla.today(timezone.now())
    head = Letterhead.objects.filter(effective_from__lte=today).first() or Letterhead()
    setting = Setting(samples.content(form, today), head, "05/KH", str(LABELS[form]), today)
    shown = variables.shown({one.name: one.make(setting) for one in variables.of(form)})
    needed = {name for names in REQUIRED[form].values() for name in names}
    return [
        {
            "variable": one,
            "written": f"{{{{ {one.name} }}}}",
            "example": shown[one.name],
            "is_needed": one.name in needed,
        }
        for one in variables.of(form)
    ]
