from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.urls import reverse

from . import rules


class SignInOrBegin(LoginRequiredMiddleware):
    """Whoever is not signed in is asked to; where nobody is yet, to begin the place."""

    def get_login_url(self, view_func: object) -> str:
        if rules.can_start():
            return reverse("home:start")
        return str(super().get_login_url(view_func))
