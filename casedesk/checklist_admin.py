"""The checklist's policy for the administrator: papers asked for from a day on, and what that comes to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ChoiceField, Field, ModelForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk import sla
from casedesk.administered import Administered
from casedesk.models import CHANNEL_LABELS, REQUEST_LABELS, Case
from intake.facts import Request
from intake.models import KIND_LABELS
from verification.models import NEEDS, ChecklistPolicy, RequiredPaper
from verification.requirements import KINDS, Channel, Line, Need, required


class PolicyForm(ModelForm[ChecklistPolicy]):
    """A policy; it may begin only on a day from which no dossier has been judged yet."""

    def clean_effective_from(self) -> date:
        """Refuse a day by which dossiers have been judged: theirs are the rules of their day."""
        day: date = self.cleaned_data["effective_from"]
        newest = Case.objects.order_by("-arrived_on").values_list("arrived_on", flat=True).first()
        if newest and day <= newest:
            text = _("Đã có hồ sơ đến ngày %(day)s. Quy tắc mới phải áp dụng từ ngày sau đó.")
            raise ValidationError(text % {"day": f"{newest:%d/%m/%Y}"})
        return day


class RequiredPaperInline(Administered, admin.TabularInline[RequiredPaper, ChecklistPolicy]):
    """What the policy asks of papers otherwise than by default."""

    model = RequiredPaper
    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Offer requests and channels by name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        labels: dict[str, Any] = {"request": REQUEST_LABELS, "channel": CHANNEL_LABELS}
        if field and db_field.name in labels:
            known = [(one.value, label) for one, label in labels[db_field.name].items()]
            field = ChoiceField(label=field.label, choices=[("", _("mọi loại")), *known], required=False)
        if field:
            field.widget.attrs["aria-label"] = field.label
        return field

    def has_add_permission(self, request: HttpRequest, obj: ChecklistPolicy | None = None) -> bool:
        """Leave a policy alone that dossiers were judged by."""
        return super().has_add_permission(request) and not is_used(obj)

    def has_change_permission(self, request: HttpRequest, obj: ChecklistPolicy | None = None) -> bool:
        """Leave a policy alone that dossiers were judged by."""
        return super().has_change_permission(request, obj) and not is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: ChecklistPolicy | None = None) -> bool:
        """Let lines go while no dossier was judged by them."""
        return self.has_change_permission(request, obj)


class ChecklistAdmin(Administered, admin.ModelAdmin[ChecklistPolicy]):
    """The checklist's policy, from a day on; what dossiers were judged by is never changed."""

    form = PolicyForm
    inlines = (RequiredPaperInline,)
    list_display = ("effective_from", "cmnd_ended_on", "is_in_use")
    readonly_fields = ("what_is_needed",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start from what holds today."""
        return {"cmnd_ended_on": ChecklistPolicy.on(sla.today(timezone.now())).cmnd_ended_on}

    def has_change_permission(self, request: HttpRequest, obj: ChecklistPolicy | None = None) -> bool:
        """Leave a policy alone that dossiers were judged by."""
        return super().has_change_permission(request, obj) and not is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: ChecklistPolicy | None = None) -> bool:
        """Let a policy go that no dossier was judged by."""
        return self.has_change_permission(request, obj)

    @admin.display(description=gettext_lazy("đã có hồ sơ áp dụng"), boolean=True)
    def is_in_use(self, policy: ChecklistPolicy) -> bool:
        """Say whether dossiers were judged by a policy."""
        return is_used(policy)

    @admin.display(description=gettext_lazy("Giấy tờ cần có"))
    def what_is_needed(self, policy: ChecklistPolicy) -> str:
        """Show what a policy, as it is saved, asks of each request and channel."""
        lines = policy.as_policy().papers if policy.pk else ()
        return render_to_string("web/_required.html", {"rows": _rows(lines), "heads": _heads()})


def is_used(policy: ChecklistPolicy | None) -> bool:
    """Say whether a dossier arrived in the time of a policy."""
    if policy is None or policy.pk is None:
        return False
    later = ChecklistPolicy.objects.filter(effective_from__gt=policy.effective_from)
    ends = later.order_by("effective_from").values_list("effective_from", flat=True).first()
    cases = Case.objects.filter(arrived_on__gte=policy.effective_from)
    return (cases.filter(arrived_on__lt=ends) if ends else cases).exists()


def _heads() -> Sequence[tuple[object, object]]:
    return [(REQUEST_LABELS[request], CHANNEL_LABELS[channel]) for request in Request for channel in Channel]


def _rows(lines: Sequence[Line]) -> Sequence[tuple[object, Sequence[str]]]:
    asked = [(request, channel) for request in Request for channel in Channel]
    return [(KIND_LABELS[kind], [_words(lines, kind, *one) for one in asked]) for kind in KINDS]


def _words(lines: Sequence[Line], kind: Any, request: Request, channel: Channel) -> str:
    asked = required(lines, kind, request, channel)
    if asked.need is Need.NEVER:
        return "–"
    words = str(dict(NEEDS)[asked.need.value])
    return f"{words}, {_('chứng thực')}" if asked.certified else words
