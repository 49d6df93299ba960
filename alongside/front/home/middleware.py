from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http.response import HttpResponseBase
from django.urls import reverse

from . import rules

View = Callable[..., HttpResponseBase]


class SignInOrBegin(LoginRequiredMiddleware):
    """Whoever is not signed in is asked to; where nobody is yet, to begin the place."""

    def get_login_url(self, view_func: View) -> str:
        if rules.can_start():
            return reverse("home:start")
        return str(super().get_login_url(view_func))
