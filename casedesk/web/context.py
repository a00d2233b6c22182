"""What every screen knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from casedesk import access


def common(request: HttpRequest) -> dict[str, Any]:
    """Return the values that the base template needs: the demo, and what this person may do."""
    user = getattr(request, "user", None)
    return {"is_demo": settings.DEMO, "may": access.rights_of(user)}
