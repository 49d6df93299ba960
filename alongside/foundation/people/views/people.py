"""Somebody’s own page, welcoming others, and the faces of the demo."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.onward import ours
from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people import actions, rules
from alongside.foundation.people.forms import FaceForm, RenameForm, WelcomeForm
from alongside.foundation.people.models import Asking, Membership, Person, Request

MOST = 100  # of those somebody asked, on one page
FEW = 3  # of an organisation this small, people have no heading of their own


def _asked(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, if one was; an empty one is one too."""
    return request.POST if request.method == "POST" else None


@require_safe
def me(request: Request) -> HttpResponse:
    memberships = Membership.objects.current().filter(person=request.user)
    belongs = memberships.select_related("organisation").order_by("organisation__name")
    return render(request, "people/me.html", {"memberships": belongs})


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: Request) -> HttpResponse:
    form = RenameForm(_asked(request), initial={"name": request.user.name})
    if form.is_valid():
        actions.rename(request.user, **form.cleaned_data, by=request.user)
        messages.success(request, _("Your name has changed."))
        return redirect("people:me")
    return render(request, "people/rename.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: Request) -> HttpResponse:
    form = WelcomeForm(_asked(request))
    if form.is_valid():
        try:
            actions.welcome_once(**form.cleaned_data, by=request.user)
        except Refused as reason:
            form.add_error("email", str(reason))
        else:
            said = {"name": form.cleaned_data["name"]}
            messages.success(
                request, _("%(name)s can sign in now, and is asked if you may name them.") % said
            )
            return redirect("people:welcome")
    asked = Asking.objects.filter(by=request.user, organisation=None, taken_back_at=None)
    context = {"form": form, "asked": asked.select_related("person").order_by("-at")[:MOST]}
    return render(request, "people/welcome.html", context, status=status_of(form))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def faces(request: HttpRequest) -> HttpResponse:
    """In the demo only: anybody may be anybody."""
    if not settings.DEMO:
        raise Http404
    require(
        rules.can_sign_in_by_face(
            request.META.get("REMOTE_ADDR", ""),
            forwarded="HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META,
        ),
        _("Signing in by face is for the demo, on the machine it runs on."),
    )
    form = FaceForm(_asked(request))
    if form.is_valid():
        login(request, form.cleaned_data["person"], backend=settings.AUTHENTICATION_BACKENDS[0])
        then = ours(request.GET.get("next", ""))
        return HttpResponseRedirect(then) if then else redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "groups": _grouped(_invented())}
    return render(request, "people/faces.html", context, status=status_of(form))


def _invented() -> QuerySet[Person]:
    """The people of the demo as they came, with where they belong; as many as fit on a page."""
    current = Membership.objects.current().select_related("organisation")
    belongs = Prefetch("memberships", current, to_attr="belongs")
    return Person.objects.filter(is_active=True).prefetch_related(belongs).order_by("pk")[:60]


@dataclass
class _Group:
    """Faces under one heading; ``mixed`` if where somebody belongs has to be said of each."""

    heading: str
    people: list[Person]
    mixed: bool = False


def _grouped(people: Iterable[Person]) -> list[_Group]:
    """First those who are here as themselves, then by organisation; of small ones all together."""
    found: dict[str, list[Person]] = {"": []}
    for person in people:
        belongs: list[Membership] = person.belongs  # type: ignore[attr-defined]
        found.setdefault(belongs[0].organisation.name if belongs else "", []).append(person)
    themselves = _Group(_("Here as themselves"), found.pop(""))
    large = [_Group(name, some) for name, some in found.items() if len(some) >= FEW]
    others = [person for some in found.values() if len(some) < FEW for person in some]
    elsewhere = _Group(_("Elsewhere") if large else _("At organisations"), others, mixed=True)
    return [group for group in (themselves, *large, elsewhere) if group.people]
