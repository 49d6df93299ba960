"""Finding an organisation, making one known here, and who belongs to it."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.kit.text import clean
from alongside.foundation.people import actions, rules
from alongside.foundation.people.forms import FoundOrganisationForm, JoinForm
from alongside.foundation.people.models import Asking, Membership, Organisation, Person, Request

ASKED = 200  # of what is typed to find something, this much is looked at
MOST = 500  # on one page; beyond that a word finds it


@require_safe
def organisations(request: Request) -> HttpResponse:
    """Every organisation there is here, by name."""
    q = clean(request.GET.get("q", ""))[:ASKED]
    found = list(Organisation.objects.saying(q).order_by("name")[: MOST + 1])
    context = {
        "q": q,
        "organisations": found[:MOST],
        "and_more": len(found) > MOST,
        "mine": set(_memberships_of(request.user).values_list("organisation_id", flat=True)),
    }
    return render(request, "people/organisations.html", context)


@require_safe
def organisation(request: Request, pk: UUID) -> HttpResponse:
    """What an organisation is, who belongs to it, and as what."""
    organisation = get_object_or_404(Organisation, pk=pk)
    q = clean(request.GET.get("q", ""))[:ASKED]
    found = list(_belonging_to(organisation).filter(person__name__icontains=q)[: MOST + 1])
    own = _memberships_of(request.user).filter(organisation=organisation).first()
    context = {
        "organisation": organisation,
        "q": q,
        "memberships": found[:MOST],
        "and_more": len(found) > MOST,
        "own": own,
        "may_end": [one.pk for one in found if _may_end(request.user, one, own)],
        "may_bring_in": rules.can_bring_in(request.user, organisation),
        "asked": Asking.objects.open().filter(by=request.user, organisation=organisation),
    }
    return render(request, "people/organisation.html", context)


def _may_end(person: Person, membership: Membership, own: Membership | None) -> bool:
    """The same as ``rules.can_end`` for those who are listed, without a query each."""
    if membership.organisation.founded_by_id == person.pk:
        return True
    return bool(own) and membership.brought_in_by_id == person.pk


def _memberships_of(person: Person) -> QuerySet[Membership]:
    current: QuerySet[Membership] = Membership.objects.current()
    return current.filter(person=person)


def _belonging_to(organisation: Organisation) -> QuerySet[Membership]:
    """Who belongs to it now, by name."""
    current: QuerySet[Membership] = Membership.objects.current()
    here = current.filter(organisation=organisation, person__is_active=True)
    return here.select_related("person", "organisation").order_by("person__name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def found_organisation(request: Request) -> HttpResponse:
    """Make an organisation known here that is not on the list."""
    posted = request.POST if request.method == "POST" else None
    form = FoundOrganisationForm(posted, initial={"joining": True})
    if form.is_valid():
        try:
            made = actions.found_organisation(by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, _("It is on the list now."))
            return redirect(made)
    context = {"form": form}
    return render(request, "people/found_organisation.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, pk: UUID) -> HttpResponse:
    """Ask somebody in, by their address: they belong to it once they say yes."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(
        rules.can_bring_in(request.user, organisation),
        _("Somebody who belongs to it can bring people in."),
    )
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _asked_in(request, organisation, form):
        said = {"name": form.cleaned_data["name"]}
        messages.success(request, _("%(name)s is asked, and belongs to it with a yes.") % said)
        return redirect(organisation)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/join.html", context, status=status_of(form))


def _asked_in(request: Request, organisation: Organisation, form: JoinForm) -> bool:
    try:
        actions.ask_in(organisation=organisation, by=request.user, **form.cleaned_data)
    except Refused as reason:
        form.add_error("email", str(reason))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Request, pk: UUID, person: UUID) -> HttpResponse:
    """Leave an organisation, or say that somebody has left: asked once more before it is done."""
    organisation = get_object_or_404(Organisation, pk=pk)
    membership = get_object_or_404(_belonging_to(organisation), person=person)
    require(
        rules.can_end(request.user, membership),
        _("That is for them to say, or for whoever brought them in."),
    )
    own = membership.person_id == request.user.pk
    if request.method != "POST":
        context = {"membership": membership, "organisation": organisation, "own": own}
        return render(request, "people/leave.html", context)
    try:
        actions.leave(membership, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        _say_left(request, membership, own)
    return redirect(organisation)


def _say_left(request: Request, membership: Membership, own: bool) -> None:
    left = _("You have left.") if own else _("%(person)s does not belong to it any more.")
    messages.success(request, left % {"person": membership.person})
