from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from alongside.foundation.kit.asked import answers
from alongside.foundation.logbook import visible
from alongside.foundation.logbook import waits as logbook_waits
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.record.kept import Made, kept
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.systems.names import names_of
from alongside.foundation.ui.blocks import blocks_of
from alongside.front.home import asking, keeping
from alongside.front.home.day import minding, tables, waiting, whether
from alongside.front.home.naming import named
from alongside.front.home.system import around, cycling, lives
from alongside.human.introductions import waits as introductions_waits
from alongside.human.introductions.models import Introduction
from alongside.human.lives import waits as lives_waits

FEW = 4


@require_safe
def front(request: Request) -> HttpResponse:
    """What I'm part of, what moved there, the answers I owe, what came of what I told."""
    reader = Reader.of(request.user)
    there, owed, others, moved, names = answers(
        whether.asked(reader),
        waiting.longest(reader, FEW),
        tables.others(reader, FEW),
        visible.moved(reader, reader.lives),
        names_of(reader.lives),
    )
    waiting.name_lives(owed, names)
    sits_in = tables.lives(reader, moved, names, there[lives_waits.MERGED])
    to_meet = there[introductions_waits.TO_MEET] and Introduction.objects.on_the_front_of(
        reader, FEW
    )
    return render(
        request,
        "home/front.html",
        {
            "groups": tables.grouped(reader, sits_in, others.rows),
            "asks": others.asks,
            "owed": owed,
            "begins_at": around.alone_at(reader),
            "minding": minding.waiting(reader, there),
            "to_meet": to_meet,
            "law_keeps": there[lives_waits.KEPT],
            "has_told": there[logbook_waits.TOLD] and tables.has_told(request.user),
        },
    )


@require_safe
def system(request: Request, pk: UUID) -> HttpResponse:
    """A system at any scale: its purpose in the middle, the learning cycle around it."""
    reader = Reader.of(request.user)
    if reader.sits_at(pk) and pk not in reader.lives:
        return render(request, "home/put_together.html", {"parts": _parts(reader, pk)})
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    if not system.is_life:
        return render(request, "home/system.html", _page(reader, system))
    with looking(by=request.user.pk, why="home:system") as look:
        look.saw(system.pk, [])
        page = _page(reader, system, look)
        trying = page["trying_now"]
        page |= lives.of_life(reader, system, page["newest"], page["words"], trying, look)
        return render(request, "home/life.html", page)


def _parts(reader: Reader, pk: UUID) -> dict[str, SafeString]:
    """What is in the blocks of a table's page for whoever sits there as this reader does."""
    here = keeping.only_here(reader, pk)

    def make(_wanted: object) -> dict[UUID, Made[dict[str, SafeString]]]:
        page = _page(here, System.objects.get(pk=pk))
        parts = blocks_of("home/system.html", page)
        return {pk: Made(parts, keeping.made_of(*page["shows"], HOUSE), page["holds_until"])}

    return kept(keeping.keys_of("page", here, [pk]), [pk, HOUSE], make)[pk]


def _page(reader: Reader, system: System, look: Look | None = None) -> dict[str, Any]:
    seats, more_sit_here = around.seats(system, reader)
    outside, inside = around.outside(system), around.inside(system)
    of_others = asking.of_others(reader, system, FEW)
    of_us = asking.of_us(reader, system, FEW)
    others = [*outside, *inside, *asking.systems_of([*of_others, *of_us])]
    named(reader, [system, *others], opening=system)
    newest = around.newest(reader, system)
    newest = lives.worth_showing(newest) if system.is_life else newest
    words = around.opened(system, [*newest, *asking.entries_of(of_others)], look)
    waits = cycling.waiting_at(reader, system, newest, of_others)
    entries = [*newest, *asking.entries_of([*of_others, *of_us])]
    return {
        "shows": ([system, *others], entries),
        "holds_until": min((seat.until for seat in seats if seat.until), default=None),
        "newest": newest,
        "trying_now": waits.trying.entry if waits.trying else None,
        "words": words,
        "system": system,
        "about_a_life": system.is_life,
        "within": [(outer.name, outer.get_absolute_url()) for outer in outside],
        "inside": inside[: around.INSIDE],
        "more_inside": len(inside) > around.INSIDE,
        "sitters": around.sitters(seats, system, reader),
        "more_sit_here": more_sit_here,
        "of_others": asking.said(of_others, words),
        "of_us": of_us,
        "cycle": cycling.drawn(reader, system, words, waits),
        "insight": waits.newest_insight,
        "cards": around.cards(newest, words),
        "sits_here": reader.sits_at(system.pk),
        "unsaid": system.purpose is None,
        "alone": around.is_alone(reader, system.pk, seats),
        "is_inner": reader.is_inner(system.pk),
        "my_tables": named(reader, _tables_to_ask_from(reader, system)),
    }


def _tables_to_ask_from(reader: Reader, system: System) -> list[System]:
    """Where somebody without a seat here sits themself, and could ask this table from."""
    if reader.sits_at(system.pk):
        return []
    return list(System.objects.not_lives().filter(pk__in=reader.systems)[:FEW])
