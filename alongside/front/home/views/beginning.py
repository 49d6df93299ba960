from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, status_of
from alongside.foundation.people.models import Person
from alongside.front.home import actions, rules
from alongside.front.home.forms import StartForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The first page of an empty place; there is no such page afterwards."""
    if not rules.can_start():
        raise Http404
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (steward := _start(form)):
        login(request, steward, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(request, _("It has begun. Now welcome somebody to do it with."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "home/start.html", {"form": form}, status=status_of(form))


def _start(form: StartForm) -> Person | None:
    try:
        return actions.start(**form.cleaned_data, by=None)
    except Refused as reason:
        form.add_error(None, str(reason))
    return None
