"""Who’s up for listening, and who could go with whom."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Membership, Person, Request
from alongside.foundation.systems.models import Exclusion, Reader, Role, Scale, Seat, name_all
from alongside.human.listening import actions, rules
from alongside.human.listening.forms import AsideForm, ComeAlongForm, InviteForm
from alongside.human.listening.models import INVITATION, Aside, Invitation, Says, UpFor, Visit
from alongside.human.listening.pairs import Between, Listener, paired

from .tables import status_of, table

MANY = 120  # so many are put two by two at once


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, pk: UUID) -> HttpResponse:
    """Ask those around a table: who’s up for listening?"""
    reader = Reader.of(request.user)
    system = table(reader, pk)
    require(rules.can_invite_listeners(request.user, system), _("This is asked around a table."))
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        invitation = actions.invite(system=system, by=request.user, **form.cleaned_data)
        messages.success(request, _("You have asked who is up for it."))
        return redirect(invitation.entry)
    context = {"form": form, "system": name_all([system])[0]}
    return render(request, "listening/invite.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, pk: UUID) -> HttpResponse:
    """Who is up for it, and with whom each of them could go."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, INVITATION)
    words = words_of([entry]).get(pk, {})
    name_all([entry.system])
    # What was shared with another table is its words alone: nobody there is up for it by that.
    this = Invitation.objects.select_related("entry__system").filter(pk=pk).first()
    here = {"entry": entry, "system": entry.system, "words": words.get("words", "")}
    if this is None:
        return render(request, "listening/invitation.html", {**here, "shared": True})
    may_come = rules.can_come_along(request.user, this)
    form = ComeAlongForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.come_along(invitation=this, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("You are up for it."))
            return redirect(entry)
    listeners = _listeners(this)
    context = {
        **here,
        "people": [_as_person(each, words) for each in listeners],
        "mine": next((each for each in listeners if each.person_id == request.user.pk), None),
        "may_come": may_come,
        "form": form,
        **_suggested(reader, this, listeners, words),
    }
    return render(request, "listening/invitation.html", context, status=status_of(form))


def _listeners(this: Invitation) -> list[UpFor]:
    """Those who are up for it and sit here still, as long as they said so."""
    rows = this.up_for_it.filter(person__is_active=True).select_related("person")
    seated = _seated(this.entry.system_id, [each.person_id for each in rows])
    return [each for each in rows.order_by("at", "pk")[:MANY] if each.person_id in seated]


def _seated(system: UUID, people: Sequence[UUID]) -> set[UUID]:
    seats = Seat.objects.current().filter(system=system)
    through = Membership.objects.current().filter(
        person__in=people, organisation__in=seats.exclude(organisation=None).values("organisation")
    )
    shut_out = Exclusion.objects.current().filter(system=system, person__in=people)
    own = seats.filter(person__in=people).values_list("person", flat=True)
    here = {*own, *through.values_list("person", flat=True)}
    return here - {*shut_out.values_list("person", flat=True)}


def _as_person(up_for: UpFor, words: Mapping[str, str]) -> dict[str, Any]:
    return {"name": up_for.person.name, "line": words.get(up_for.part, "")}


def _suggested(
    reader: Reader, this: Invitation, listeners: Sequence[UpFor], words: Mapping[str, str]
) -> dict[str, Any]:
    """
    Who could go with whom: all of them for who holds the table and may plan it, else one's own.
    Nothing says why two are not put together.
    """
    by_id = {str(each.person_id): each for each in listeners}
    found = paired(_as_listeners(listeners, words), _between(list(by_id.values())))
    holds = reader.is_inner(this.entry.system_id)
    me = str(reader.person.pk)
    shown = [two for two in found if holds or me in two]
    there = {one for two in found for one in two}
    return {
        "pairs": [_as_pair(this, [by_id[one] for one in two], words, me) for two in shown],
        "holds": holds,
        "left": [each.person.name for one, each in by_id.items() if one not in there]
        if holds
        else [],
        "i_am_left": me in by_id and me not in there,
    }


def _as_pair(
    this: Invitation, two: Sequence[UpFor], words: Mapping[str, str], me: str
) -> dict[str, Any]:
    # Whoever looks comes first, so that they plan a visit of their own.
    first, second = sorted(two, key=lambda each: (str(each.person_id) != me, each.person.name))
    url = reverse("listening:plan_visit", args=[this.entry.system_id])
    return {
        "people": [_as_person(first, words), _as_person(second, words)],
        "url": f"{url}?for={this.pk}&first={first.person_id}&second={second.person_id}",
    }


def _as_listeners(listeners: Iterable[UpFor], words: Mapping[str, str]) -> list[Listener]:
    listeners = list(listeners)
    people = [each.person_id for each in listeners]
    belongs: dict[UUID, set[str]] = {person: set() for person in people}
    rows = Membership.objects.current().filter(person__in=people)
    for person, organisation in rows.values_list("person", "organisation"):
        belongs[person].add(str(organisation))
    return [
        Listener(
            str(each.person_id),
            each.standing,
            words.get(each.part, ""),
            frozenset(belongs[each.person_id]),
        )
        for each in listeners
    ]


def _between(listeners: Sequence[UpFor]) -> Between:
    people = [each.person_id for each in listeners]
    said = Aside.objects.among(people).values_list("person", "other", "says")
    asides = {(one, other): says for one, other, says in said}
    never = {_two(*both) for both, says in asides.items() if says == Says.NOT_WITH}
    would = {both for both, says in asides.items() if says == Says.WOULD_MEND}
    mending = {_two(one, other) for one, other in would if (other, one) in would}
    return Between(never=never | _said_no(people), mending=mending, been=_been(people))


def _two(one: UUID, other: UUID) -> frozenset[str]:
    return frozenset({str(one), str(other)})


def _said_no(people: Sequence[UUID]) -> set[frozenset[str]]:
    """Those of whom one said no by name to the other, or to where they work, in their own life."""
    own = Seat.objects.current().filter(
        person__in=people, role=Role.PERSON, system__scale=Scale.LIFE
    )
    lives = dict(own.values_list("system", "person"))
    no = Exclusion.objects.current().filter(system__in=lives)
    members: dict[UUID, list[UUID]] = {}
    through = Membership.objects.current().filter(person__in=people)
    for organisation, person in through.values_list("organisation", "person"):
        members.setdefault(organisation, []).append(person)
    found = set()
    for life, person, organisation in no.values_list("system", "person", "organisation"):
        shut_out = {person, *members.get(organisation, [])} - {lives[life]}
        found |= {_two(lives[life], one) for one in shut_out if one in people}
    return found


def _been(people: Sequence[UUID]) -> set[frozenset[str]]:
    rows = Visit.objects.filter(Q(first__in=people) & Q(second__in=people))
    rows = rows.filter(entry__withdrawn_at=None)
    return {_two(one, other) for one, other in rows.values_list("first", "second")}


def prefilled(request: Request, system: UUID, around: Iterable[Person]) -> dict[str, str]:
    """What a suggestion says of a visit that is to be planned: who goes, and what they do."""
    here = {str(person.pk) for person in around}
    asked = {name: request.GET.get(name, "") for name in ("first", "second")}
    initial = {name: pk for name, pk in asked.items() if pk in here}
    people = [UUID(pk) for pk in initial.values()]
    rows = UpFor.objects.filter(invitation__entry__system=system, person__in=people)
    reader = Reader.of(request.user)
    entries = Entry.objects.visible_to(reader).filter(pk__in=rows.values("invitation"))
    words = words_of([entry for entry in entries if str(entry.pk) == request.GET.get("for")])
    for up_for in rows:
        said = words.get(up_for.invitation_id, {}).get(up_for.part, "")
        for name, pk in asked.items():
            if said and pk == str(up_for.person_id):
                initial[f"{name}_standing"] = said
    return initial


@require_POST
def step_back(request: Request, pk: UUID) -> HttpResponse:
    """I am not up for it after all."""
    entry = fetch(Reader.of(request.user), pk, INVITATION)
    rows = UpFor.objects.select_related("invitation__entry")
    mine = get_object_or_404(rows, invitation=pk, person=request.user)
    actions.step_back(up_for=mine, by=request.user)
    messages.success(request, _("You are not up for it any more."))
    return redirect(entry)


@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: Request, pk: UUID) -> HttpResponse:
    """What I say, for myself alone, of going with another of those who are up for it."""
    entry = fetch(Reader.of(request.user), pk, INVITATION)
    this = get_object_or_404(Invitation.objects.select_related("entry__system"), pk=pk)
    others = [each.person for each in _listeners(this) if each.person_id != request.user.pk]
    others.sort(key=lambda person: person.name)
    form = AsideForm(request.POST if request.method == "POST" else None, people=others)
    if form.is_valid():
        actions.say_aside(by=request.user, **form.cleaned_data)
        messages.success(request, _("That is kept, and only you can see it."))
        return redirect("listening:aside", pk)
    context = {
        "entry": entry,
        "system": name_all([entry.system])[0],
        "form": form,
        "others": others,
        "said": Aside.objects.filter(person=request.user).select_related("other"),
    }
    return render(request, "listening/aside.html", context, status=status_of(form))
