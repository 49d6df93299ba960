from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Reader, Role, System
from alongside.front.home import around, asking, cycling, owing, tables
from alongside.front.home.naming import named

FEW = 4


@require_safe
def front(request: Request) -> HttpResponse:
    """What I'm part of, what moved there, the answers I owe, what came of what I told."""
    reader = Reader.of(request.user)
    sat_at, asks = tables.at(reader), asking.waiting(reader, FEW)
    owed = owing.longest(reader, FEW)
    here = [table.system for table in sat_at]
    named(reader, [*here, *asking.systems_of(asks), *owing.systems_of(owed)])
    return render(
        request,
        "home/front.html",
        {
            "groups": tables.grouped(reader, sat_at),
            "asks": asks,
            "owed": owed,
            "has_told": tables.has_told(request.user),
        },
    )


@require_safe
def system(request: Request, pk: UUID) -> HttpResponse:
    """A system at any scale: its purpose in the middle, the learning cycle around it."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    if not system.is_life:
        return render(request, "home/system.html", _page(reader, system))
    with looking(by=request.user.pk, why="home:system") as look:
        look.saw(system.pk, [])
        return render(request, "home/system.html", _page(reader, system, look))


def _page(reader: Reader, system: System, look: Look | None = None) -> dict[str, object]:
    sitters, more_sit_here = around.sitters(system)
    outside, inside = around.outside(system), around.inside(system)
    of_others = asking.of_others(reader, system, FEW)
    of_us = asking.of_us(reader, system, FEW)
    others = [*outside, *inside, *asking.systems_of([*of_others, *of_us])]
    named(reader, [system, *others], opening=system)
    newest = around.newest(reader, system)
    words = around.opened(system, [*newest, *asking.entries_of(of_others)], look)
    waiting = cycling.waiting_at(reader, system, newest, of_others)
    return {
        "system": system,
        "about_a_life": system.is_life,
        "within": [(outer.name, outer.get_absolute_url()) for outer in outside],
        "inside": inside[: around.INSIDE],
        "more_inside": len(inside) > around.INSIDE,
        "sitters": sitters,
        "more_sit_here": more_sit_here,
        "of_others": asking.said(of_others, words),
        "of_us": of_us,
        "cycle": cycling.drawn(reader, system, words, waiting),
        "insight": waiting.newest_insight,
        "cards": around.cards(newest, words),
        "sits_here": reader.sits_at(system.pk),
        "is_inner": reader.is_inner(system.pk),
        "own_life": any(s.role == Role.PERSON for s in reader.seats if s.system_id == system.pk),
        "my_tables": named(reader, _tables_to_ask_from(reader, system)),
    }


def _tables_to_ask_from(reader: Reader, system: System) -> list[System]:
    """Where somebody without a seat here sits themself, and could ask this table from."""
    if reader.sits_at(system.pk):
        return []
    return list(System.objects.not_lives().filter(pk__in=reader.systems)[:FEW])
