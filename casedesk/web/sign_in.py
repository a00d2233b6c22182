"""Signing in, and the language of the screens."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation

from casedesk import signing_in
from casedesk.models import User


class SignIn(LoginView):
    """The sign-in page; who is signed in already is led to the inbox."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at the password, unless too many were wrong of late."""
        if signing_in.must_wait(request.POST.get("username", ""), timezone.now()):
            context = self.get_context_data(form=self.get_form(), must_wait=True)
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, and write it into the trail."""
        response = super().form_valid(form)
        signing_in.note_in(cast(User, self.request.user), timezone.now())
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say that name or password is wrong, and write it into the trail."""
        signing_in.note_failed(form.data.get("username", ""), timezone.now())
        return super().form_invalid(form)

    def get_default_redirect_url(self) -> str:
        """Lead to where the person's work is."""
        return reverse("web:home")


class SignOut(LogoutView):
    """Signing out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """Sign out, and write it into the trail."""
        if isinstance(request.user, User):
            signing_in.note_out(request.user, timezone.now())
        return cast(TemplateResponse, super().post(request, *args, **kwargs))


class ChosenLanguage(LocaleMiddleware):
    """Vietnamese unless the person switched: an English browser is no wish for English screens."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the switch's cookie."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Name the language of the page."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response
