"""Everything kept of one person: for them to have, as a page that prints or as data."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, status_of
from alongside.foundation.logbook.models import Attachment, Entry
from alongside.foundation.logbook.reading import attachments_of, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record import whys
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import INNER, Reader, Seat, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.covering import KEEP, CheckForm, CoverForm
from alongside.human.lives.forms.finding import KnownByForm
from alongside.human.lives.models import (
    Covering,
    NotTold,
    Whole,
    WhyCovered,
    Written,
    as_data,
    enclosed,
    everything,
    of_others,
    one_person,
    written,
)
from alongside.human.lives.models import Part as Words

from .life import life_of, named, there_if


def _theirs(request: Request, pk: UUID) -> tuple[Reader, System]:
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    there_if(rules.can_take_everything(reader, life))
    return reader, life


@require_safe
def all_of_it(request: Request, pk: UUID) -> HttpResponse:
    """What is kept, and how to have all of it."""
    reader, life = _theirs(request, pk)
    with looking(by=request.user.pk, why="lives:all_of_it") as look:
        left, waiting, covered = _to_look_at(reader, life, look)
        context = {
            "life": named(life, look),
            "files": _files(reader, life, look),
            "left": len(left),
            "waiting": waiting,
            "covered": covered,
            "first_look": rules.must_look_first(reader, life),
            "ready": _is_ready(reader, life, left, waiting),
            "own_life": rules.speaks_here(reader, life),
            "about_a_life": True,
        }
        return render(request, "lives/all_of_it.html", context)


def _files(reader: Reader, life: System, look: Look) -> list[Attachment]:
    """What was handed over here, each to be saved by itself."""
    lives = one_person(reader, life.pk)
    these = Entry.objects.visible_to(reader).filter(system__in=lives, attachments__isnull=False)
    these = these.exclude(pk__in=NotTold.of(life).entries).select_related("system")
    files = attachments_of(these.distinct(), look)
    return sorted((one for each in files.values() for one in each), key=lambda one: one.at)


def _is_ready(
    reader: Reader, life: System, left: list[tuple[Written, Words]], waiting: list[Covering]
) -> bool:
    return not rules.must_look_first(reader, life) or not (left or waiting)


def _to_look_at(
    reader: Reader, life: System, look: Look
) -> tuple[list[tuple[Written, Words]], list[Covering], list[Covering]]:
    """
    What of others nobody has chosen about yet, what waits for the second, and what is covered.
    Opened to find out, and not shown: only what a page shows is a look.
    """
    unseen = Look(look.by, look.why)
    lives = System.objects.filter(pk__in=one_person(reader, life.pk)).order_by("pk")
    return _of_others(
        [one for each in lives for one in written(reader, each, unseen)], lives, unseen
    )


def _of_others(
    all_of_them: list[Written], lives: Iterable[System], unseen: Look
) -> tuple[list[tuple[Written, Words]], list[Covering], list[Covering]]:
    found = of_others(all_of_them, _own_names(lives, unseen))
    chosen = [part.covered for one in all_of_them for part in one.parts if part.covered]
    left = [(one, part) for one, part in found if part.covered is None]
    return left, [c for c in chosen if c.waits], [c for c in chosen if c.is_covered]


def _own_names(lives: Iterable[System], look: Look) -> list[str]:
    """Theirs, and whose who walk or walked with them: they are no others here."""
    seats = Seat.objects.filter(system__in=list(lives), role__in=INNER, person__isnull=False)
    names = [seat.person.name for seat in seats.select_related("person") if seat.person]
    return [*dict.fromkeys(names), *(named(life, look).name for life in lives)]


# --- to take away --------------------------------------------------------------------------------


@require_safe
def everything_file(request: Request, pk: UUID) -> HttpResponse:
    """One page with everything on it, that needs nothing else to be read or printed."""
    reader, life = _theirs(request, pk)
    with looking(by=request.user.pk, why="lives:everything_file") as look:
        whole = _everything(reader, life, look)
        if whole is None:
            return _look_first(reader, life, look)
        enclosed.put_into_page(whole, look)
        context = {
            "lives": whole,
            "demo": settings.DEMO,
            "labels": {name: field.label for name, field in KnownByForm.base_fields.items()},
            "made_on": timezone.now(),
            "covered": [covering for one in whole for covering in _covered(one)],
            "looks": [
                (one, looker, whys.in_words(one.why)) for w in whole for one, looker in w.looked
            ],
        }
        page = render_to_string("lives/everything_file.html", context)
    actions.hand_out(life=life, form="page", by=request.user)
    return _as_file(HttpResponse(page, content_type="text/html; charset=utf-8"), "everything.html")


@require_safe
def everything_data(request: Request, pk: UUID) -> HttpResponse:
    """The same as JSON."""
    reader, life = _theirs(request, pk)
    with looking(by=request.user.pk, why="lives:everything_data") as look:
        whole = _everything(reader, life, look)
        if whole is None:
            return _look_first(reader, life, look)
        labels = {value: str(label) for value, label in WhyCovered.choices}
        enclosed.put_into_data(whole, look)
        data = as_data(whole, labels)
    actions.hand_out(life=life, form="data", by=request.user)
    options = {"ensure_ascii": False, "indent": 1}
    return _as_file(JsonResponse({"lives": data}, json_dumps_params=options), "everything.json")


def _everything(reader: Reader, life: System, look: Look) -> list[Whole] | None:
    """All of it, read once; none, and no look, if what is of others has to be looked at first."""
    unseen = Look(look.by, look.why)
    whole = everything(reader, life, unseen)
    if rules.must_look_first(reader, life):
        all_of_them = [one for each in whole for one in each.written]
        lives = [each.life for each in whole]
        left, waiting, _covered = _of_others(all_of_them, lives, unseen)
        if left or waiting:
            return None
    for one, entries in unseen.seen.items():
        look.saw(one, entries)
    return whole


def _look_first(reader: Reader, life: System, look: Look) -> HttpResponse:
    left, _waiting, _covered = _to_look_at(reader, life, look)
    return redirect("lives:cover" if left else "lives:all_of_it", pk=life.pk)


def _covered(whole: Whole) -> list[Covering]:
    return [covering for covering in whole.covered if covering.is_covered]


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- what is by or about others ------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: Request, pk: UUID) -> HttpResponse:
    """Words by or about somebody else, one at a time: give them out, or cover them, and why."""
    reader, life = _theirs(request, pk)
    there_if(rules.can_cover(reader, life))
    if request.method == "POST":
        return _chosen(request, reader, life)
    return _next(request, reader, life, CoverForm(seconds=rules.seconds_for(reader, life)))


def _next(request: Request, reader: Reader, life: System, form: CoverForm) -> HttpResponse:
    with looking(by=request.user.pk, why="lives:cover") as look:
        left, _waiting, _covered = _to_look_at(reader, life, look)
        one, part = left[0] if left else (None, None)
        if one and part:
            words_of([one.entry], look, [part.name])
        context = {
            "life": named(life, look),
            "one": one,
            "part": part,
            "after": len(left) - 1,
            "form": form,
            "seconds": form.seconds,
            "about_a_life": True,
        }
        return render(request, "lives/cover.html", context, status=status_of(form))


def _chosen(request: Request, reader: Reader, life: System) -> HttpResponse:
    form = CoverForm(request.POST, seconds=rules.seconds_for(reader, life))
    entry, part = _asked_about(request, reader, life)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["choice"] == KEEP:
                actions.keep(entry=entry, part=part, by=request.user)
            else:
                why, second = said["choice"], said["second"]
                actions.cover(entry=entry, part=part, why=why, second=second, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("lives:cover", pk=life.pk)
    return _next(request, reader, life, form)


def _asked_about(request: Request, reader: Reader, life: System) -> tuple[Entry, str]:
    try:
        pk = UUID(request.POST.get("entry", ""))
    except ValueError:
        raise Http404 from None
    these = Entry.objects.visible_to(reader).filter(system__in=one_person(reader, life.pk))
    return get_object_or_404(these.select_related("system"), pk=pk), request.POST.get("part", "")


@require_POST
def choose_again(request: Request, pk: UUID) -> HttpResponse:
    """Give out after all what was covered, or was to be."""
    reader = Reader.of(request.user)
    these = Covering.objects.filter(entry__system__in=reader.systems, covers=True)
    covering = get_object_or_404(these.select_related("entry__system"), pk=pk)
    life = covering.entry.system
    there_if(rules.can_cover(reader, life))
    actions.keep(entry=covering.entry, part=covering.part, by=request.user)
    messages.success(request, _("It is given out as it is."))
    return redirect("lives:all_of_it", pk=life.pk)


@require_safe
def to_check(request: Request) -> HttpResponse:
    """What somebody of one's organisation asks one to look at as the second."""
    asked = Covering.objects.waiting_for(request.user).select_related("entry__system", "by")
    mine = [one for one in asked.order_by("at") if rules.can_check(request.user, one)]
    return render(request, "lives/to_check.html", {"asked": mine, "about_a_life": True})


@require_http_methods(["GET", "HEAD", "POST"])
def check_covering(request: Request, pk: UUID) -> HttpResponse:
    """The second reads these words, and says whether they are covered."""
    asked = Covering.objects.waiting_for(request.user).select_related("entry__system", "by")
    covering = get_object_or_404(asked, pk=pk)
    there_if(rules.can_check(request.user, covering))
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.check_covering(covering=covering, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. You cannot read them any more."))
        return redirect("lives:to_check")
    with looking(by=request.user.pk, why="lives:check_covering") as look:
        words = words_of([covering.entry], look, [covering.part])
        context: dict[str, Any] = {
            "covering": covering,
            "words": words.get(covering.entry_id, {}).get(covering.part, ""),
            "files": attachments_of([covering.entry], look).get(covering.entry_id, []),
            "form": form,
            "about_a_life": True,
        }
        return render(request, "lives/check_covering.html", context, status=status_of(form))
