"""Writing beside the points, and reading what was written there."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.foundation.kit.refusals import require
from alongside.foundation.logbook import visible
from alongside.foundation.logbook.kinds import Station, kinds_at
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, name_all
from alongside.learning.measures import actions, rules
from alongside.learning.measures.forms import (
    AsideForm,
    FreezeForm,
    NoteForm,
    ResetForm,
    RollingForm,
)
from alongside.learning.measures.models import (
    ASIDE,
    FREEZE,
    NOTE,
    RESET,
    ROLLING,
    Aside,
    Freeze,
    Measure,
    Note,
    Reset,
    Rolling,
)
from alongside.learning.measures.models.points import as_known
from alongside.learning.measures.rules.charting import chart_of
from alongside.learning.measures.rules.left_out import settles_small

from .pages import called, did, form_page, posted, read_asked, reads_of, the_measure

TRIES = 25
_SAID = {
    False: gettext_lazy("Your word is on the chart, and it is drawn."),
    True: gettext_lazy("It is taken back: the chart looks for rolling averages again."),
}


def _periods(measure: Measure) -> list[date]:
    """The days of its points, in their order; gaps are left out."""
    return [
        row.period
        for row in as_known(measure)
        if row.value is not None or row.numerator is not None
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: Request, pk: UUID) -> HttpResponse:
    """Write a dated note on its chart."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_note(reader, measure))
    with looking(by=request.user.pk, why="measures:write_note"):
        form = NoteForm(posted(request), initial={"on": timezone.localdate()})
        if form.is_valid() and (made := did(form, actions.note, measure=measure, by=request.user)):
            messages.success(request, _("The note is on the chart."))
            return redirect(f"{measure.get_absolute_url()}#{made.pk}")
        return form_page(request, "measures/write_note.html", form, measure)


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: Request, pk: UUID) -> HttpResponse:
    """Set a point aside, with a reason."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_set_aside(reader, measure))
    with looking(by=request.user.pk, why="measures:set_aside"):
        gone = set(measure.asides.standing().values_list("period", flat=True))
        periods = [day for day in _periods(measure) if day not in gone]
        form = AsideForm(
            posted(request), periods=periods, initial={"period": request.GET.get("period", "")}
        )
        if form.is_valid() and did(form, actions.set_aside, measure=measure, by=request.user):
            messages.success(request, _("It is set aside. It stays on the chart, hollow."))
            return redirect(measure)
        return form_page(request, "measures/set_aside.html", form, measure, periods=periods)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_still(request: Request, pk: UUID) -> HttpResponse:
    """Hold the limits still at the start of a change."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_freeze(reader, measure))
    with looking(by=request.user.pk, why="measures:hold_still"):
        periods = _periods(measure)
        tries = _tries(reader, measure)
        named = [(str(entry.pk), entry.title or str(entry.called)) for entry in tries]
        form = FreezeForm(posted(request), periods=periods, tries=named)
        if form.is_valid() and _hold(request, measure, form, tries):
            messages.success(request, _("The limits are held still."))
            return redirect(measure)
        return form_page(request, "measures/hold_still.html", form, measure, periods=periods)


def _tries(reader: Reader, measure: Measure) -> list[Entry]:
    """The newest things tried at its table. An aid to learning is tied to none of them."""
    if measure.is_aid:
        return []
    kinds = kinds_at(Station.TRY)
    page = visible.newest(reader, systems=[measure.entry.system_id], kinds=kinds, size=TRIES)
    return [entry for entry in page.items if not entry.of_life]


def _hold(request: Request, measure: Measure, form: FreezeForm, tries: list[Entry]) -> Any:
    chosen = form.cleaned_data.pop("because", "")
    because = [entry for entry in tries if str(entry.pk) == chosen]
    return did(form, actions.freeze, measure=measure, by=request.user, because=because)


@require_http_methods(["GET", "HEAD", "POST"])
def set_anew(request: Request, pk: UUID) -> HttpResponse:
    """Set the limits anew, if four questions are each a yes."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(
        rules.can_reset(reader, measure),
        _("Whoever began this, or holds its table, sets its limits anew. You can write a note."),
    )
    with looking(by=request.user.pk, why="measures:set_anew"):
        periods = _periods(measure)
        form = ResetForm(posted(request), periods=periods[1:])
        if form.is_valid() and (made := did(form, actions.reset, measure=measure, by=request.user)):
            messages.success(request, _("The limits are set anew. Those before stay to be seen."))
            return redirect(made)
        return form_page(request, "measures/set_anew.html", form, measure, periods=periods)


@require_http_methods(["GET", "HEAD", "POST"])
def say_rolling(request: Request, pk: UUID) -> HttpResponse:
    """Give their word that these are no rolling averages; or take one back."""
    reader = Reader.of(request.user)
    measure = the_measure(reader, pk)
    require(rules.can_say_rolling(reader, measure))
    with looking(by=request.user.pk, why="measures:say_rolling"):
        chart = chart_of(reader, measure)
        form = RollingForm(posted(request), initial={"maybe": chart.settings.not_rolling})
        given = bool(form["maybe"].value())
        how = {"measure": measure, "by": request.user}
        if form.is_valid() and (made := did(form, actions.say_rolling, **how)):
            messages.success(request, _SAID[made.maybe])
            return redirect(f"{measure.get_absolute_url()}#{made.pk}")
        more = {"chart": chart, "given": given}
        return form_page(request, "measures/say_rolling.html", form, measure, **more)


# --- what was written ----------------------------------------------------------------------------


@require_safe
def note(request: Request, pk: UUID) -> HttpResponse:
    """A note stands beside its chart."""
    return _beside(request, pk, NOTE, Note)


@require_safe
def aside(request: Request, pk: UUID) -> HttpResponse:
    """Why a point was set aside stands beside its chart."""
    return _beside(request, pk, ASIDE, Aside)


@require_safe
def freeze(request: Request, pk: UUID) -> HttpResponse:
    """What limits are held still for stands beside their chart."""
    return _beside(request, pk, FREEZE, Freeze)


@require_safe
def rolling(request: Request, pk: UUID) -> HttpResponse:
    """Somebody's word on rolling averages stands beside its chart."""
    return _beside(request, pk, ROLLING, Rolling)


def _beside(request: Request, pk: UUID, kind: str, noun: Any) -> HttpResponse:
    """Where the chart is theirs to read, there; else, shared more widely, in words alone."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, kind)
    written = noun.objects.select_related("measure__entry").filter(pk=pk).first()
    if written is not None and readable(reader, written.measure):
        return redirect(f"{written.measure.get_absolute_url()}#{pk}")
    return in_words(request, entry)


def readable(reader: Reader, measure: Measure) -> bool:
    mine = Entry.objects.visible_to(reader).filter(pk=measure.pk, withdrawn_at=None)
    return bool(mine.exists())


def in_words(request: Request, entry: Entry) -> HttpResponse:
    """What was shared with another table is words alone: there are no points of it there."""
    with looking(by=request.user.pk, why="measures:shared") as look:
        words = words_of([entry], look).get(entry.pk, {})
        name_all([entry.system])
        said = words.get("words") or "\n\n".join(words.values())
        context = {"entry": entry, "system": entry.system, "said": said}
        return render(request, "measures/shared.html", context)


@require_safe
def reset(request: Request, pk: UUID) -> HttpResponse:
    """Why limits were set anew, by whom; and the chart with the limits as they were before."""
    reader = Reader.of(request.user)
    entry = fetch(reader, pk, RESET)
    found = Reset.objects.select_related("measure__entry__system").filter(pk=pk).first()
    if found is None or not readable(reader, found.measure):
        return in_words(request, entry)
    measure = found.measure
    name_all([measure.entry.system])
    with looking(by=request.user.pk, why="measures:reset") as look:
        before = chart_of(reader, measure, rules=read_asked(request), without=[pk])
        now = chart_of(reader, measure, rules=read_asked(request))
        context = {
            "reset": found,
            "entry": entry,
            "measure": measure,
            "system": measure.entry.system,
            "called": called(measure),
            "words": words_of([entry], look).get(pk, {}),
            "chart": now,
            "settles": settles_small(reader, [now]),
            "before": replace(before, ident=f"{before.ident}-before"),
            "read": read_asked(request),
            "reads": reads_of(measure),
        }
        return render(request, "measures/reset.html", context)
