"""What the pages of this room have in common."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.refusals import Refused, status_of
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import fetch, words_of
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Reader, System, name_all
from alongside.learning.measures.models import MEASURE, Measure
from alongside.learning.measures.rules import charting

READS = (charting.RUN, charting.LIMITS, charting.PRIMED)


def posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def table(pk: UUID) -> System:
    """A table by its name, whoever asks. Never a life: nothing is counted there."""
    return name_all([get_object_or_404(System.objects.not_lives(), pk=pk)])[0]


def the_measure(reader: Reader, pk: UUID) -> Measure:
    """
    A measure, if it is this reader's to read, with its table named.

    :raises Http404: if it is not; the same where only its name was shared with another table.
    """
    entry = fetch(reader, pk, MEASURE)
    measure = as_measure(entry)
    if measure is None:
        raise Http404
    return measure


def as_measure(entry: Entry) -> Measure | None:
    found = Measure.objects.select_related("entry__system", "entry__by").filter(pk=entry.pk).first()
    if found is not None:
        name_all([found.entry.system])
    return found


def called(measure: Measure) -> str:
    return words_of([measure.entry], parts=["words"]).get(measure.pk, {}).get("words", "")


def day_asked(request: Request) -> tuple[date | None, bool]:
    """The day in ``?known=``, and whether what was asked for was no day."""
    asked = request.GET.get("known", "").strip()
    if not asked:
        return None, False
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return None, True
    return (day, False) if day < timezone.localdate() else (None, False)


def read_asked(request: Request) -> str:
    """The rules in ``?rules=``; a run chart if none are asked for that there are."""
    asked = request.GET.get("rules", "")
    return asked if asked in READS else charting.RUN


def reads_of(measure: Measure) -> list[tuple[str, str | Lazy, str | Lazy]]:
    """The ways its chart can be read: the rules, what that is called, and what it is good for."""
    ways: list[tuple[str, str | Lazy, str | Lazy]] = [
        (charting.RUN, _("A run chart"), _("The line and its middle: did it shift?")),
        (charting.LIMITS, _("A chart with limits"), _("Which points stand out?")),
    ]
    if measure.shape in charting.PRIMED_CHARTS:
        ways.append(
            (
                charting.PRIMED,
                _("With limits for each point"),
                _("Wider where a point is out of few."),
            )
        )
    return ways


def did(form: forms.Form, verb: Any, **said: Any) -> Any:
    """What a verb made; None, and its sentence on the form, if it was refused."""
    try:
        return verb(**said, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


def form_page(
    request: Request, page: str, form: forms.Form, measure: Measure, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "measure": measure,
        "system": measure.entry.system,
        "called": called(measure),
        **more,
    }
    return render(request, page, context, status=status_of(form))
