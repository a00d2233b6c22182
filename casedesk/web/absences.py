"""Who is away when: a supervisor's page; routing gives no case to a person on such a day."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import routing, sla
from casedesk.access import Act as Right
from casedesk.models import Absence, Queue, User
from casedesk.web.screen import StaffRequest, screen

SHOWN_FOR = timedelta(days=30)
_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


class AbsenceForm(forms.ModelForm[Absence]):
    """One person's days away."""

    class Meta:
        model = Absence
        fields = ("person", "first_day", "last_day")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            is_technician=True, is_active=True
        ).order_by("full_name")
        for name in ("first_day", "last_day"):
            day = self.fields[name]
            day.input_formats = _FORMATS  # type: ignore[attr-defined]
            shown = {"inputmode": "numeric", "autocomplete": "off", "size": 12, "placeholder": _("ngày/tháng/năm")}
            day.widget = forms.DateInput(format="%d/%m/%Y", attrs=shown)
            day.error_messages["invalid"] = _("Ngày phải có dạng ngày/tháng/năm, ví dụ 05/09/2026.")


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def absences(request: StaffRequest) -> HttpResponse:
    """Show who is away now and soon, and note more days."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("web:absences")
    today = sla.today(timezone.now())
    context = {
        "place": "absences",
        "form": form,
        "absences": Absence.objects.filter(last_day__gte=today - SHOWN_FOR).select_related("person"),
        "away": User.objects.filter(pk__in=routing.away_on(today)).order_by("full_name"),
        "queues": Queue.objects.order_by("name"),
    }
    return render(request, "web/absences.html", context, status=422 if form.errors else 200)


@screen(Right.SUPERVISE, "POST")
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an absence back."""
    get_object_or_404(Absence, pk=pk).delete()
    return redirect("web:absences")
