"""Every address of the site."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from casedesk.admin import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("casedesk.web.urls")),
    path("", include("casedesk.public.urls")),
    path("quan-tri/", site.urls),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
