"""The intake desk: files taken in at the browser, and the tray of files that were set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk import reception, sla
from casedesk.access import Act as Right
from casedesk.models import CHANNEL_LABELS, Act, Case
from casedesk.reception import Arrival, Reception
from casedesk.review import MOST_OF_A_NAME
from casedesk.web import looks
from casedesk.web.recent import recent
from casedesk.web.screen import StaffRequest, attempt, found, screen
from intake.models import SetAside
from verification import formats
from verification.findings import Bearer, Channel

FOLDERS = {Channel.POST: "buu-dien", Channel.WALK_IN: "truc-tiep"}
SHOWN_ASIDE = 100
RECENT = "vua-nhan"
"""The part of the page that follows the reading, as htmx names it."""


class BatchForm(forms.Form):
    """How a batch of files came, and the day stamped "ĐẾN" on it."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Kênh nộp"),
        choices=[(channel.value, label) for channel, label in CHANNEL_LABELS.items()],
        initial=Channel.POST,
        widget=forms.RadioSelect,
    )
    arrived_on = forms.DateField(
        label=gettext_lazy("Ngày đến"),
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"data-test": "arrived-on", "inputmode": "numeric", "autocomplete": "off", "size": 12},
        ),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Ngày phải có dạng ngày/tháng/năm, ví dụ 05/09/2026.")},
    )

    bearer_name = forms.CharField(
        label=gettext_lazy("Người nộp tại quầy"),
        required=False,
        max_length=MOST_OF_A_NAME,
        widget=forms.TextInput(attrs={"data-test": "bearer-name", "autocomplete": "off"}),
    )
    bearer_id = forms.CharField(
        label=gettext_lazy("Số giấy tờ của người nộp"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"data-test": "bearer-id", "autocomplete": "off", "size": 14}),
    )

    def clean_bearer_id(self) -> str:
        """Refuse a number that no identity paper has."""
        number = formats.normalised("bearer_id", self.cleaned_data["bearer_id"])
        if problem := formats.problem("bearer_id", number):
            raise forms.ValidationError(problem)
        return number

    def clean_arrived_on(self) -> date:
        """Refuse a day that has not come yet."""
        day: date = self.cleaned_data["arrived_on"]
        if day > sla.today(timezone.now()):
            raise forms.ValidationError(_("Ngày đến không thể ở tương lai."))
        return day


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of the batch and what became of it."""

    name: str
    reception: Reception


@screen(Right.RECEIVE, "GET", "HEAD", "POST")
def intake(request: StaffRequest) -> HttpResponse:
    """Take in a batch of files, and say of each what became of it."""
    now = timezone.now()
    if request.htmx.target == RECENT:
        return render(request, "web/_recent.html", recent(now))
    form = BatchForm(request.POST or None, initial={"arrived_on": sla.today(now)})
    taken: list[Taken] = []
    files = request.FILES.getlist("files")
    if request.method == "POST" and form.is_valid():
        if not files:
            form.add_error(None, _("Hãy chọn ít nhất một tệp quét."))
        taken = [_take(request, file, form) for file in files]
    context = {"place": "intake", "form": form, "taken": taken, "folders": _folders(), **_tray(), **recent(now)}
    name = "web/_taken.html" if request.htmx else "web/intake.html"
    return render(request, name, context, status=422 if form.errors else 200)


@screen(Right.RECEIVE, "POST")
def supplement(request: StaffRequest, number: str) -> HttpResponse:
    """Take in papers that complete a case."""
    case = found(number)
    form = BatchForm(request.POST)
    files = request.FILES.getlist("files")
    if not form.is_valid() or not files:
        messages.error(request, _("Hãy chọn tệp bổ sung, và ngày đến không ở tương lai."))
    else:
        attempt(request, lambda: _take_all(request, files, form, case))
    return redirect("web:case", number)


@screen(Right.RECEIVE)
def original(request: StaffRequest, pk: int) -> FileResponse:
    """Give the original of a file that was set aside; it is saved, never shown as a page."""
    kept = get_object_or_404(SetAside, pk=pk)
    if not kept.file:
        raise Http404(_("Tệp này quá lớn nên còn nằm ở %(place)s.") % {"place": kept.kept_at})
    looks.log(None, request.user, timezone.now(), act=Act.FILE_SEEN, subject=kept.name)
    response = FileResponse(kept.file.open(), as_attachment=True, filename=kept.name)
    response["Content-Type"], response["Cache-Control"] = "application/octet-stream", "private, no-store"
    return response


@screen(Right.RECEIVE, "POST")
def dismiss(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a file off the tray, or put it back; its original stays."""
    kept = get_object_or_404(SetAside, pk=pk)
    is_back = request.POST.get("act") == "restore"
    kept.dismissed_at = None if is_back else timezone.now()
    kept.dismissed_by = None if is_back else request.user
    kept.save(update_fields=["dismissed_at", "dismissed_by"])
    return redirect("web:intake")


def _take_all(request: StaffRequest, files: Sequence[UploadedFile[bytes]], form: BatchForm, case: Case) -> None:
    for file in files:
        _tell(request, _take(request, file, form, case))


def _take(request: StaffRequest, file: UploadedFile[bytes], form: BatchForm, case: Case | None = None) -> Taken:
    name = file.name or ""
    arrival = Arrival(
        name=name,
        content=file.read(),
        channel=Channel(form.cleaned_data["channel"]),
        arrived_on=form.cleaned_data["arrived_on"],
        by=request.user,
        supplements=case,
        bearer=_bearer(form),
    )
    return Taken(name, reception.receive(arrival, timezone.now()))


def _bearer(form: BatchForm) -> Bearer | None:
    if form.cleaned_data["channel"] != Channel.WALK_IN:
        return None
    return Bearer(form.cleaned_data["bearer_name"], form.cleaned_data["bearer_id"])


def _tell(request: StaffRequest, taken: Taken) -> None:
    if taken.reception.set_aside:
        messages.error(request, f"{taken.name}: {taken.reception.set_aside.reason}")
    elif taken.reception.is_new:
        messages.success(request, _("Đã nhận %(name)s; máy đang đọc.") % {"name": taken.name})
    else:
        messages.warning(
            request,
            _("%(name)s đã có trong hồ sơ %(number)s.") % {"name": taken.name, "number": taken.reception.case},
        )


def _folders() -> list[tuple[object, str]]:
    return [(CHANNEL_LABELS[channel], str(settings.SCAN_FOLDER / name)) for channel, name in FOLDERS.items()]


def _tray() -> dict[str, object]:
    aside = SetAside.objects.select_related("by", "dismissed_by")
    return {
        "aside": aside.filter(dismissed_at=None)[:SHOWN_ASIDE],
        "dismissed": aside.exclude(dismissed_at=None).order_by("-dismissed_at")[:10],
    }
