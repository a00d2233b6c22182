"""The administrator's room: people, queues and policy; never papers, cases or their history."""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple, ChoiceField, Field, FileField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.accounts.models import PasswordPolicy, RegistryPolicy
from casedesk.administered import Administered
from casedesk.checklist_admin import ChecklistAdmin
from casedesk.letters_admin import LetterheadAdmin, SignerAdmin
from casedesk.models import REQUEST_LABELS, Absence, CalendarDay, CaseType, Queue, RoutingRule, User
from casedesk.routing_admin import AbsenceAdmin, RoutingAdmin
from letters.models import Letterhead, Signer
from verification.certificates import NotACertificate, authorities
from verification.models import ChecklistPolicy, RevocationList, TrustedAuthority


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


class PersonForm(UserCreationForm[User]):
    """A new person with a first password."""

    class Meta:
        model = User
        fields = ("username",)


_ROLES = ("is_clerk", "is_technician", "is_supervisor", "is_administrator", "is_auditor")
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
    show_facets = admin.ShowFacets.NEVER
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

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer technicians alone."""
        if db_field.name == "technicians":
            kwargs["queryset"] = User.objects.filter(is_technician=True, is_active=True)
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class CalendarAdmin(Administered, admin.ModelAdmin[CalendarDay]):
    """Corrections of the calendar, each with its notice."""

    may_delete = True
    list_display = ("day", "is_worked", "notice")
    date_hierarchy = "day"


class CaseTypeAdmin(Administered, admin.ModelAdmin[CaseType]):
    """How each request is handled, from a day on."""

    may_delete = True
    list_display = (
        "asked",
        "effective_from",
        "days_to_resolve",
        "days_to_notify",
        "warn_days_left",
        "on_supplement",
        "queue",
    )

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


class PasswordPolicyAdmin(Administered, admin.ModelAdmin[PasswordPolicy]):
    """How passwords are made and handed over."""

    list_display = ("effective_from", "length", "signs", "valid_hours", "most_tries")
    may_delete = True


class RegistryPolicyAdmin(Administered, admin.ModelAdmin[RegistryPolicy]):
    """When a declaration takes effect, and how long a certificate can be taken back for the former one."""

    list_display = ("effective_from", "hours", "undo_days")
    may_delete = True


class TrustForm(ModelForm[Any]):
    """A file with the certificates of authorities, or with a list of revoked certificates."""

    file = FileField(
        label=_("Tệp chứng thư của tổ chức cấp (.cer, .crt, .pem, .p7b) hoặc danh sách thu hồi (.crl)")
    )

    class Meta:
        model = TrustedAuthority
        fields: tuple[str, ...] = ()

    def clean_file(self) -> bytes:
        """Read the file, and say what is wrong with it."""
        content = bytes(self.cleaned_data["file"].read(authorities.MAX_LIST_BYTES + 1))
        try:
            with transaction.atomic():
                self.kept = authorities.add(content, timezone.now())
        except NotACertificate as refused:
            raise ValidationError(str(refused)) from refused
        return content

    def _post_clean(self) -> None:
        """Leave the row to what the file holds."""

    def save(self, commit: bool = True) -> Any:
        """Return what was kept of the file."""
        self.save_m2m = lambda: None  # type: ignore[method-assign]
        return self.kept[0]


class TrustAdmin(Administered, admin.ModelAdmin[TrustedAuthority]):
    """Trusted authorities by fingerprint; they are added as files and taken off the list, never changed."""

    may_delete = True
    form = TrustForm
    list_display = ("name", "is_root", "until", "fingerprint")
    list_filter = ("is_root",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("name", "sha256")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for a file, or show what is on file."""
        return (
            ("name", "issuer", "is_root", "not_before", "not_after", "fingerprint", "added_at")
            if obj
            else ("file",)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show alone."""
        return self.get_fields(request, obj) if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep what the form has kept already."""

    @admin.display(description=_("hiệu lực đến"), ordering="not_after")
    def until(self, row: TrustedAuthority) -> str:
        """Show the last day, and whether it is past."""
        day = f"{timezone.localtime(row.not_after):%d/%m/%Y}"
        return str(_("%(day)s (đã hết hạn)")) % {"day": day} if row.not_after < timezone.now() else day

    @admin.display(description=_("vân tay SHA-256"))
    def fingerprint(self, row: TrustedAuthority) -> str:
        """Show the fingerprint in groups, to be compared by eye."""
        return " ".join(row.sha256[index : index + 4] for index in range(0, 64, 4))


class RevocationAdmin(Administered, admin.ModelAdmin[RevocationList]):
    """Lists of revoked certificates, each the newest of its authority; added with the authorities."""

    may_delete = True
    list_display = ("issuer", "last_update", "next_update", "count")
    fields = readonly_fields = ("issuer", "last_update", "next_update", "count", "added_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a list is added like an authority."""
        return False


site = Administration()
site.register(User, PersonAdmin)
site.register(Queue, QueueAdmin)
site.register(CalendarDay, CalendarAdmin)
site.register(CaseType, CaseTypeAdmin)
site.register(RoutingRule, RoutingAdmin)
site.register(Absence, AbsenceAdmin)
site.register(ChecklistPolicy, ChecklistAdmin)
site.register(Letterhead, LetterheadAdmin)
site.register(Signer, SignerAdmin)
site.register(PasswordPolicy, PasswordPolicyAdmin)
site.register(RegistryPolicy, RegistryPolicyAdmin)
site.register(TrustedAuthority, TrustAdmin)
site.register(RevocationList, RevocationAdmin)
