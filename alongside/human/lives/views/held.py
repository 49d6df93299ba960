"""What a law keeps of a life that was erased: for whose words they were, and who keeps them."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import looking
from alongside.human.lives.models import (
    EVERY,
    HeldApart,
    HeldFor,
    HeldPart,
    looks_told,
    recording_kept,
    with_laws,
    words_kept,
)


@require_safe
def kept_by_law(request: Request) -> HttpResponse:
    """What is kept, by which law, for whom, and until when; not what it says."""
    rows = HeldApart.objects.visible_to(request.user).select_related("organisation")
    with looking(by=request.user.pk, why="lives:kept_by_law") as look:
        held = with_laws(list(rows.order_by("kept_until", "pk")), look)
        return render(request, "lives/kept_by_law.html", {"held": held, "about_a_life": True})


@require_safe
def held(request: Request, pk: UUID) -> HttpResponse:
    """One of them: the words; and for whose they are, who opened them since."""
    rows = HeldApart.objects.visible_to(request.user).select_related("organisation", "held_by")
    one = get_object_or_404(rows, pk=pk)
    with looking(by=request.user.pk, why="lives:held") as look:
        [one] = with_laws([one], look)
        words = words_kept(one, look)
        words.pop("law", "")
        theirs = HeldFor.objects.filter(held=one, person=request.user).exists()
        context = {
            "held": one,
            "words": words,
            "files": one.parts.exclude(sort_slug="").defer("sealed").order_by("pk"),
            "theirs": theirs,
            "looks": _looks(one) if theirs else [],
            "about_a_life": True,
        }
        return render(request, "lives/held.html", context)


def _looks(one: HeldApart) -> list[dict[str, Any]]:
    """
    Who opened it, on which day, for whose words they are: nobody else can ask. However often one
    opens it, they stand there once a day, and hide nobody.
    """
    found, _more = looks_told(one.pk, lambda look: look.why != "lives:kept_by_law", size=EVERY)
    people = Person.objects.filter(pk__in={look.by for look in found})
    names = dict(people.values_list("pk", "name"))
    days = Counter((look.by, timezone.localdate(look.at)) for look in found)
    return [
        {"name": names.get(by, ""), "day": day, "times": times} for (by, day), times in days.items()
    ]


@require_safe
def held_recording(request: Request, pk: UUID, file: int) -> HttpResponse:
    """A recording or a picture among them. It runs nothing, and its name says nothing."""
    one = get_object_or_404(HeldApart.objects.visible_to(request.user), pk=pk)
    part = get_object_or_404(HeldPart.objects.exclude(sort_slug=""), held=one, pk=file)
    with looking(by=request.user.pk, why="lives:held") as look:
        response = HttpResponse(recording_kept(part, look), content_type=part.sort.type)
    response["Content-Disposition"] = f'attachment; filename="{part.sort.called}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
