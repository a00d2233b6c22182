"""The administrator's tables of routing: rules, and who is away."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ChoiceField, Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casedesk.administered import Administered
from casedesk.models import REQUEST_LABELS, Absence, RoutingRule, User

_REQUESTS = [(kind.value, label) for kind, label in REQUEST_LABELS.items()]


class RoutingAdmin(Administered, admin.ModelAdmin[RoutingRule]):
    """Rules of routing; the first that fits decides, before the kind of case does."""

    may_delete = True
    list_display = ("order", "asked", "flag", "queue", "effective_from")

    @admin.display(description=_("yêu cầu"))
    def asked(self, row: RoutingRule) -> str:
        """Name the request, or say that it is any."""
        return str(dict(_REQUESTS).get(row.request, row.request)) if row.request else str(_("mọi yêu cầu"))

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Offer the known requests, or any."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "request":
            return ChoiceField(label=field.label, choices=[("", _("mọi yêu cầu")), *_REQUESTS], required=False)
        return field


class AbsenceAdmin(Administered, admin.ModelAdmin[Absence]):
    """Who is away when; supervisors have a page of their own."""

    may_delete = True
    list_display = ("person", "first_day", "last_day")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer technicians alone: cases are given to nobody else."""
        if db_field.name == "person":
            kwargs["queryset"] = User.objects.filter(is_technician=True, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
