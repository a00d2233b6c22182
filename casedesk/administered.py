"""What every table of the administrator's room has in common: who may do what there, and how dates are written."""

from typing import Any

from django.contrib.admin.widgets import AdminDateWidget
from django.db import models
from django.http import HttpRequest

from casedesk import access
from casedesk.access import Act as Right


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
