"""The administrator's tables of letters: letterheads with a symbol for each kind, and who signs when."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import BaseInlineFormSet, CharField, Field, ModelForm, Textarea
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casedesk.administered import Administered
from letters.kinds import LABELS
from letters.models import Letterhead, Signer, SignerAbsence

_SYMBOL = "symbol_"
_LONGEST = 30
OWN = (
    "effective_from",
    "parent_body",
    "body",
    "one_stop_unit",
    "place",
    "address",
    "phone",
    "archive",
    "authority",
    "signer_title",
    "signer",
)


class LetterheadForm(ModelForm[Letterhead]):
    """A letterhead, with a field for each kind's symbol in the place of the table that keeps them."""

    class Meta:
        model = Letterhead
        fields = OWN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in LABELS.items():
            name = f"{_SYMBOL}{kind}"
            self.fields[name] = CharField(
                label=_("Ký hiệu: %(kind)s") % {"kind": label}, max_length=_LONGEST, required=False
            )
            self.initial.setdefault(name, self.instance.symbols.get(kind, ""))

    def save(self, commit: bool = True) -> Letterhead:
        """Keep the symbols in capitals, as NĐ 30/2020 writes them."""
        typed = {str(kind): self.cleaned_data.get(f"{_SYMBOL}{kind}", "").strip().upper() for kind in LABELS}
        self.instance.symbols = {**self.instance.symbols, **typed}
        return super().save(commit)


class LetterheadAdmin(Administered, admin.ModelAdmin[Letterhead]):
    """Letterheads; an older one stays for the letters of its time."""

    form = LetterheadForm
    list_display = ("effective_from", "body", "signer_title", "signer")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the symbols after the rest."""
        return [*OWN, *(f"{_SYMBOL}{kind}" for kind in LABELS)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Take the form as it is: its fields of symbols are no fields of the table."""
        return super().get_form(request, obj, change, **(kwargs | {"fields": None}))


class AbsenceRows(BaseInlineFormSet[SignerAbsence, Signer, Any]):
    """The rows of absences, each with a named box that takes it away."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box for who does not see the head of its column."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Bỏ ngày vắng này")


class AbsenceInline(Administered, admin.TabularInline[SignerAbsence, Signer]):
    """The days on which a signer is away."""

    model = SignerAbsence
    formset = AbsenceRows
    may_delete = True
    extra = 1

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Name each field for who does not see the head of its column."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = field.label
        return field

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators add rows."""
        return super().has_add_permission(request)


class SignerAdmin(Administered, admin.ModelAdmin[Signer]):
    """Who signs for the body, in their order; of those who are there the first one does."""

    list_display = ("order", "name", "authority", "title", "effective_from", "effective_to")
    inlines = (AbsenceInline,)

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Ask for two lines of authority at most, so make room for two."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "authority":
            field.widget = Textarea({"rows": 2})
        return field
