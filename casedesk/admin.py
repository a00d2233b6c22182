"""The administrator's room: people, queues and policy; never papers, cases or their history."""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ChoiceField, Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.models import REQUEST_LABELS, CalendarDay, CaseType, Queue, User
from letters.models import Letterhead
from verification.models import ChecklistPolicy


class Administration(admin.AdminSite):
    """The admin site, open to administrators alone; people sign in and out where everybody does."""

    site_header = site_title = _("Casedesk: quản trị")
    index_title = _("Người dùng và quy tắc")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Say whether the person is an administrator."""
        return access.may(request.user, Right.ADMINISTER)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Turn away who is signed in without the right, instead of asking to sign in again."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """List every table under one heading: an administrator knows no apps."""
        apps = super().get_app_list(request, app_label)
        tables = [table for app in apps for table in app["models"]]
        return [apps[0] | {"name": self.index_title, "models": tables}] if apps else []

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the one sign-in page."""
        return redirect("web:sign_in")


class Administered:
    """Permissions of every table here: an administrator's flag is enough; nothing that others point to goes."""

    may_delete = False
    formfield_overrides: Any = {
        models.DateField: {
            "input_formats": ["%d/%m/%Y", "%Y-%m-%d"],
            "widget": AdminDateWidget(format="%d/%m/%Y"),
        }
    }
    """Never month before day, which Django's Vietnamese formats would take."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the table to administrators."""
        return access.may(request.user, Right.ADMINISTER)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show rows to administrators."""
        return access.may(request.user, Right.ADMINISTER)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let administrators add rows."""
        return access.may(request.user, Right.ADMINISTER)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators change rows."""
        return access.may(request.user, Right.ADMINISTER)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators delete rows that nothing points to."""
        return self.may_delete and access.may(request.user, Right.ADMINISTER)


class PersonForm(UserCreationForm[User]):
    """A new person with a first password."""

    class Meta:
        model = User
        fields = ("username",)


_ROLES = ("is_clerk", "is_technician", "is_supervisor", "is_administrator")
_PERSON: Any = (
    (None, {"fields": ("username", "password")}),
    (_("Người"), {"fields": ("full_name", "email")}),
    (_("Vai trò"), {"fields": _ROLES}),
    (_("Tình trạng"), {"fields": ("is_active", "is_away", "last_login")}),
)


class PersonAdmin(Administered, UserAdmin[User]):
    """People and their roles; a person who leaves is made inactive, so that history keeps the name."""

    list_display = ("username", "full_name", *_ROLES, "is_away", "is_active")
    list_filter = (*_ROLES, "is_active")
    search_fields = ("username", "full_name")
    readonly_fields = ("last_login",)
    filter_horizontal = ()
    fieldsets = _PERSON
    add_form = PersonForm
    add_form_template = None  # Django's own page speaks English here
    add_fieldsets = ((None, {"fields": ("username", "full_name", "password1", "password2", *_ROLES)}),)


class QueueAdmin(Administered, admin.ModelAdmin[Queue]):
    """Queues and their technicians."""

    list_display = ("name", "code")
    filter_horizontal = ("technicians",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer technicians alone."""
        if db_field.name == "technicians":
            kwargs["queryset"] = User.objects.filter(is_technician=True, is_active=True)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class CalendarAdmin(Administered, admin.ModelAdmin[CalendarDay]):
    """Corrections of the calendar, each with its notice."""

    may_delete = True
    list_display = ("day", "is_worked", "notice")
    date_hierarchy = "day"


class CaseTypeAdmin(Administered, admin.ModelAdmin[CaseType]):
    """How each request is handled, from a day on."""

    may_delete = True
    list_display = ("asked", "effective_from", "days_to_resolve", "queue")

    @admin.display(description=_("yêu cầu"))
    def asked(self, row: CaseType) -> str:
        """Name the request."""
        return str({kind.value: label for kind, label in REQUEST_LABELS.items()}.get(row.request, row.request))

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Offer the known requests."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "request":
            known = [(kind.value, label) for kind, label in REQUEST_LABELS.items()]
            return ChoiceField(label=field.label, choices=known)
        return field


class ChecklistAdmin(Administered, admin.ModelAdmin[ChecklistPolicy]):
    """The checklist's policy, from a day on."""

    may_delete = True
    list_display = ("effective_from", "cmnd_ended_on")


class LetterheadAdmin(Administered, admin.ModelAdmin[Letterhead]):
    """Letterheads; an older one stays for the letters of its time."""

    list_display = ("effective_from", "body", "signer_title", "signer")


site = Administration()
site.register(User, PersonAdmin)
site.register(Queue, QueueAdmin)
site.register(CalendarDay, CalendarAdmin)
site.register(CaseType, CaseTypeAdmin)
site.register(ChecklistPolicy, ChecklistAdmin)
site.register(Letterhead, LetterheadAdmin)
