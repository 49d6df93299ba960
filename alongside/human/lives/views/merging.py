"""Two lives begun here that may be one person's."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import INNER, Part, Reader, Scale, System, name_all
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.finding import WhereForm
from alongside.human.lives.forms.merging import MergeForm
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.linking import Record, alike
from alongside.human.lives.models import Identity, Looking, Merged

from .life import life_of, named, there_if


@require_http_methods(["GET", "HEAD", "POST"])
def same_person(request: Request, pk: UUID) -> HttpResponse:
    """Of the lives this reader speaks for, which may be the same person's, and which are."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_speak(reader, life))
    with looking(by=request.user.pk, why="lives:same_person") as look:
        named(life, look)
        others = _others(reader, life)
        nearly = _alike(life, others, look)
        posted = request.POST if request.method == "POST" else None
        own = rules.speaks_here(reader, life)
        form = MergeForm(posted, alike=nearly, others=others, own=own)
        if form.is_valid() and (merged := _merge(request, life, form)):
            return merged
        mergings = _of_mine(reader).current()
        context = {
            "life": life,
            "form": form if others else None,
            "alike": nearly,
            "elsewhere": _elsewhere(reader, life),
            "where": WhereForm(memberships=_memberships(request), own=own),
            "is_known": Identity.objects.filter(life=life).exists(),
            "own": own,
            "waiting": Looking.objects.waiting().filter(by=request.user, same_as=life).first(),
            "merged": [(one, _other(one, life, look)) for one in mergings if pk in _pair(one)],
            "about_a_life": True,
        }
        return render(request, "lives/same_person.html", context, status=status_of(form))


def _of_mine(reader: Reader) -> Any:
    """Those that bring together two lives this reader holds; of others there is nothing to see."""
    held = [pk for pk in reader.lives if reader.is_inner(pk)]
    return Merged.objects.filter(life__in=held, into__in=held)


def _elsewhere(reader: Reader, life: System) -> list[Merged]:
    """Those that one side asked the other about: whose the other is stays with the other."""
    asked = Merged.objects.current().filter(Q(life=life) | Q(into=life), each_asked=True)
    return list(asked.exclude(pk__in=_of_mine(reader)).order_by("pk"))


def _memberships(request: Request) -> Any:
    return request.user.memberships.current().select_related("organisation").order_by("pk")


@sensitive_variables()
@require_POST
def ask_if_same(request: Request, pk: UUID) -> HttpResponse:
    """Ask whoever else may know this person whether it is the same one: never who, or whether."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_speak(reader, life))
    own = rules.speaks_here(reader, life)
    where = WhereForm(request.POST, memberships=_memberships(request), own=own)
    there_if(bool(where.organisations))
    if "asked" not in request.POST and not own:
        messages.error(request, _("Ask them first, then tick the box."))
        return redirect("lives:same_person", pk=pk)
    if not where.is_valid():
        messages.error(request, str(where.errors["organisation"][0]))
        return redirect("lives:same_person", pk=pk)
    with looking(by=request.user.pk, why="lives:same_person") as look:
        known = get_object_or_404(Identity.objects.select_related("entry"), life=life)
        words: dict[str, Any] = dict(words_of([known.entry], look).get(known.pk, {}))
    born = date.fromisoformat(words["born"]) if words.get("born") else None
    try:
        actions.ask_if_same(
            life=life,
            organisation=where.cleaned_data["organisation"],
            known=Identifiers(**{**words, "born": born}),
            by=request.user,
        )
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        said = _("Asked. If somebody knows them, they ask them too.")
        messages.success(
            request, _("Asked. If somebody knows you, they ask you too.") if own else said
        )
    return redirect("lives:same_person", pk=pk)


def _pair(merged: Merged) -> tuple[UUID, UUID]:
    return merged.life_id, merged.into_id


def _other(merged: Merged, life: System, look: Look) -> System:
    return named(merged.into if merged.life_id == life.pk else merged.life, look)


def _others(reader: Reader, life: System) -> list[System]:
    walked = {seat.system_id for seat in reader.seats if seat.role in INNER} - {life.pk}
    walked -= set(Merged.objects.current().filter(life__in=walked).values_list("life", flat=True))
    lives = System.objects.filter(pk__in=walked, scale=Scale.LIFE).order_by("pk")
    mergeable = [other for other in lives if rules.can_merge(reader, life, other)]
    return sorted(name_all(mergeable, [Part.NAME]), key=lambda other: other.name.casefold())


def _alike(life: System, others: list[System], look: Look) -> list[System]:
    """Those that may be the same person's, surest first; opened under the look if they are."""
    known = Identity.objects.select_related("entry").filter(life__in=[life, *others])
    by_life = {one.life_id: one for one in known}
    words = words_of([one.entry for one in by_life.values()], Look(look.by, look.why))
    records = [_record(each, by_life.get(each.pk), words) for each in (life, *others)]
    found = [others[at] for at in alike(records[0], records[1:])]
    for each in (life, *found):
        look.saw(each.pk, [by_life[each.pk].pk] if each.pk in by_life else [])
    return found


def _record(life: System, known: Identity | None, words: dict[UUID, dict[str, str]]) -> Record:
    said: dict[str, Any] = words.get(known.pk, {}) if known else {}
    born = date.fromisoformat(said["born"]) if said.get("born") else None
    return Record.of(said.get("name") or life.name, born, said.get("postcode", ""))


def _merge(request: Request, life: System, form: MergeForm) -> HttpResponse | None:
    other = get_object_or_404(System, pk=form.cleaned_data["other"])
    try:
        actions.merge(life=other, into=life, by=request.user)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("They are one now, and can be taken apart again."))
    return redirect("lives:same_person", pk=life.pk)


@require_POST
def take_apart(request: Request, pk: UUID) -> HttpResponse:
    reader = Reader.of(request.user)
    held = [pk for pk in reader.lives if reader.is_inner(pk)]
    asked = Merged.objects.filter(Q(life__in=held) | Q(into__in=held), each_asked=True)
    mine = (_of_mine(reader) | asked).select_related("life", "into")
    merged = get_object_or_404(mine, pk=pk)
    try:
        actions.unmerge(merged=merged, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("They are two again, each as it was."))
    return redirect(
        "lives:same_person", pk=merged.into_id if merged.into_id in held else merged.life_id
    )
