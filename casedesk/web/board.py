"""The supervisor's board and the lists behind its figures; and the form that asks why a case is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casedesk import access, board, board_lists, overdue, sla
from casedesk.access import Act as Right
from casedesk.access import Rights
from casedesk.board import Figures, Period, StepTime
from casedesk.board_lists import Chosen
from casedesk.forecast import Forecast
from casedesk.lib.compiled import Compiled
from casedesk.lib.drawn import drawn
from casedesk.models import Case, Queue, User
from casedesk.templatetags.desk import spoken
from casedesk.unchanged import unchanged
from casedesk.web import plan, rows
from casedesk.web.charts import Chart, Column, Figure, chart
from casedesk.web.rows import Row
from casedesk.web.screen import StaffRequest, found, screen

PER_PAGE = 50
RISKS_SHOWN = 8
MINUTES_A_DAY = 24 * 60
STEPS: Mapping[str, str | Promise] = {
    "reading": gettext_lazy("Đọc giấy tờ"),
    "review": gettext_lazy("Kiểm tra"),
    "assign": gettext_lazy("Giao việc"),
    "fulfil": gettext_lazy("Xử lý"),
    "approve": gettext_lazy("Duyệt"),
    "carry_out": gettext_lazy("Thực hiện"),
    "answer": gettext_lazy("Lập và gửi trả lời"),
}
TITLES: Mapping[str, str | Promise] = {
    "qua-han": gettext_lazy("Quá hạn"),
    "hom-nay": gettext_lazy("Hẹn trả hôm nay"),
    "nguy-co": gettext_lazy("Có nguy cơ quá hạn"),
    "hen-tra": gettext_lazy("Hẹn trả"),
    "dang-giu": gettext_lazy("Đang giữ"),
    "buoc": gettext_lazy("Đang ở bước"),
    "nhan": gettext_lazy("Đã nhận"),
    "xong": gettext_lazy("Đã trả lời"),
    "dung-han": gettext_lazy("Trả lời đúng hạn"),
    "tre-han": gettext_lazy("Trả lời trễ hạn"),
}


_QUEUES = Compiled(lambda: Queue.objects.order_by("name"))


@dataclass(frozen=True, slots=True)
class Risk:
    """A case at risk as a line: the forecast and its sentence."""

    forecast: Forecast
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A period as a line of a table: its label, its figures, and where they lead."""

    label: str
    period: Period
    received_url: str
    ended_url: str
    in_time_url: str
    late_url: str


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under the word that stands over their labels."""

    head: str
    lines: tuple[Line, ...]


@screen(Right.OVERSEE)
def show(request: StaffRequest) -> HttpResponse:
    """Show the board."""
    now, may = timezone.now(), access.rights_of(request.user)
    key = ("board", Right.SUPERVISE in may, sla.today(now), get_language())
    context = {"place": "board", "board": unchanged(key, lambda: _drawn(now, may))}
    return render(request, "web/board.html", context)


def _drawn(now: datetime, may: Rights) -> SafeString:
    figures = board.figures(now)
    weeks = [_line(period, f"{period.since:%d/%m}") for period in figures.weeks]
    months = [_line(period, f"{period.since:%m/%y}") for period in figures.months]
    days = _days_ahead(figures)
    context = {
        "may": may,
        "figures": figures,
        "risks": [_risk(risk, figures.names) for risk in figures.at_risk[:RISKS_SHOWN]],
        "month": months[-1],
        "flow_chart": drawn("web/_chart.html", _flow(weeks)),
        "week_chart": drawn("web/_chart.html", _compliance(weeks)),
        "week_table": drawn("web/_periods.html", Table(_("Tuần từ"), tuple(weeks))),
        "month_chart": drawn("web/_chart.html", _compliance(months)),
        "month_table": drawn("web/_periods.html", Table(_("Tháng"), tuple(months))),
        "steps": [_step(step) for step in figures.steps],
        "days_ahead": days,
        "plan": plan.rows_of(figures, [day["url"] for day in days], may_move=Right.SUPERVISE in may),
        "queues": _QUEUES(),
    }
    return render_to_string("web/_board.html", context)


@screen(Right.OVERSEE)
def cases(request: StaffRequest) -> HttpResponse:
    """Show the cases behind one figure of the board."""
    values = {name: str(text) for name, text in request.GET.items() if name != "trang"}
    try:
        choice = board_lists.chosen(values)
    except board_lists.Unknown:
        raise BadRequest(_("Bảng theo dõi không có nhóm hồ sơ này. Hãy mở lại từ bảng.")) from None
    context = {"place": "board", "title": _title(choice), "query": urlencode(values)}
    return render(
        request, "web/board_cases.html", context | _listed(choice, request.GET.get("trang"), request.user)
    )


@screen(Right.TAKE_PART, "POST")
def explain(request: StaffRequest, number: str) -> HttpResponse:
    """Write down why a case is late."""
    case = found(number)
    overdue.explain(case.pk, request.POST.get("reason", ""), request.user, timezone.now())
    messages.success(request, _("Đã ghi lý do quá hạn."))
    return redirect("web:case", number)


def _listed(choice: Chosen, number: str | None, user: User) -> dict[str, object]:
    """Return one page of a group: each case as a row, with the sentence of its forecast in the list of risks."""
    now = timezone.now()
    if choice.group == "nguy-co":
        risks = {risk.case.pk: risk for risk in board_lists.risks(now)}
        keys = Paginator(list(risks), PER_PAGE).get_page(number)
        found = _rows(_in_order(list(keys.object_list)), user, now)
        return {"page": keys, "rows": [(row, risks[row.case.pk].sentence(row.holder)) for row in found]}
    page = Paginator(board_lists.cases(choice, now), PER_PAGE).get_page(number)
    return {"page": page, "rows": [(row, row.why) for row in _rows(list(page.object_list), user, now)]}


def _rows(cases: Sequence[Case], user: User, now: datetime) -> list[Row]:
    return list(rows.rows_of(cases, "all", user, now))


def _in_order(keys: Sequence[int]) -> list[Case]:
    known = Case.objects.select_related("queue", "technician").in_bulk(keys)
    return [known[key] for key in keys if key in known]


def _title(choice: Chosen) -> str:
    parts = [str(TITLES[choice.group])]
    parts += [spoken(choice.day)] if choice.day else []
    parts += [str(STEPS[choice.step])] if choice.step else []
    if choice.person is not None:
        holder = User.objects.filter(pk=choice.person).first()
        parts.append(str(holder or _("chưa giao cho ai")))
    if choice.since != date.min:
        parts.append(f"{choice.since:%d/%m/%Y}–{choice.until:%d/%m/%Y}")
    return " · ".join(parts)


def _url(group: str, **parameters: object) -> str:
    return f"{_listing()}?{urlencode({'nhom': group} | parameters)}"


@cache
def _listing() -> str:
    """Return where the groups are listed: a hundred figures of a board lead there."""
    return reverse("web:board_cases")


def _risk(risk: Forecast, names: Mapping[int, str]) -> Risk:
    return Risk(risk, risk.sentence(names.get(risk.case.technician or 0, "")))


def _line(period: Period, label: str) -> Line:
    span = {"tu": period.since.isoformat(), "den": period.until.isoformat()}
    return Line(label, period, *(_url(group, **span) for group in ("nhan", "xong", "dung-han", "tre-han")))


def _flow(lines: Sequence[Line]) -> Chart:
    """Draw what came beside what went."""
    return chart([Column(line.label, _came_and_went(line)) for line in lines])


def _came_and_went(line: Line) -> list[Figure]:
    came, went = line.period.received, line.period.ended
    return [
        Figure(came, str(came or ""), "came", line.received_url),
        Figure(went, str(went or ""), "went", line.ended_url),
    ]


def _compliance(lines: Sequence[Line]) -> Chart:
    """Draw the share answered in time; where nothing ended there is no bar."""
    shares = [(line, line.period.percent) for line in lines]
    figures = [
        (line, Figure(share, f"{share}%", "kept" if share == 100 else "broken", line.ended_url))
        for line, share in shares
    ]
    return chart([Column(line.label, [figure]) for line, figure in figures], most=100)


def _step(step: StepTime) -> dict[str, object]:
    return {
        "label": STEPS[step.step],
        "days": number_format(step.minutes / MINUTES_A_DAY, 1),
        "stays": step.stays,
        "url": _url("buoc", buoc=step.step),
    }


def _days_ahead(figures: Figures) -> list[dict[str, Any]]:
    return [
        {"day": due.day, "total": due.total, "url": _url("hen-tra", ngay=due.day.isoformat())}
        for due in figures.days
    ]
