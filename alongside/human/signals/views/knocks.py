"""Doors to knock at, one knock, and what came of going there."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import INNER, Part, Reader, Scale, System, name_all
from alongside.human.lives.models import Relationship
from alongside.human.signals import actions, rules
from alongside.human.signals.models import (
    BECAUSE,
    WHO,
    Knock,
    Knocks,
    Pause,
    Sign,
    Source,
    open_sealed,
    said_of,
)
from alongside.human.signals.signs import Who, who_was

MOST = 200  # doors on one page


class Came(NamedTuple):
    """Doors of one kind that a table saw on one morning, first come first: all that tells them
    apart, and nothing of whose they are."""

    sign: Sign
    source: Source
    since: datetime
    doors: list[Knock]


@require_safe
def doors(request: Request, pk: UUID) -> HttpResponse:
    """
    What stands at a table: those for somebody to take, and one's own. Of what others have it says
    only that somebody has it, in the same words for one as for many: never who, or how long.
    """
    reader = Reader.of(request.user)
    table = get_object_or_404(System.objects.not_lives(), pk=pk)
    require(rules.can_see_knocks(reader, table))
    waiting = _shown(Knock.objects.waiting_at(table).order_by("from_when", "pk"))
    taken = _shown(Knock.objects.taken_at(table).order_by("taken_at"))
    takers = {knock.taken_by for knock in taken if knock.taken_by}
    here = {taker for taker in takers if rules.can_see_knocks(taker, table)}
    context = {
        "table": name_all([table])[0],
        "came": _came_together(waiting + [k for k in taken if k.taken_by not in here]),
        "mine": [knock for knock in taken if knock.taken_by == request.user],
        "with_somebody": sorted(
            {
                (knock.sign.words, knock.source.name)
                for knock in taken
                if knock.taken_by in here - {request.user}
            }
        ),
    }
    return render(request, "signals/doors.html", context)


def _came_together(knocks: Sequence[Knock]) -> list[Came]:
    """Numbered among those that wait: a gap would tell of one that a worker has already."""
    found: dict[tuple[object, int], Came] = {}
    for knock in sorted(knocks, key=lambda knock: (knock.from_when, knock.pk)):
        came = Came(knock.sign, knock.source, knock.from_when, [])
        found.setdefault((knock.from_when, knock.sign_id), came).doors.append(knock)
    return list(found.values())


def _shown(knocks: Knocks) -> list[Knock]:
    """With what their signs and sources are called, in as many queries for one as for many."""
    rows = list(knocks.select_related("source__entry", "source__organisation", "taken_by")[:MOST])
    named(rows)
    return rows


def named(knocks: Sequence[Knock]) -> None:
    """Fill in what their sources and signs are called."""
    sources = {knock.source_id: knock.source for knock in knocks}
    said_of(sources.values())
    signs: dict[int, Sign] = {s.pk: s for source in sources.values() for s in source.says}
    for knock in knocks:
        knock.source, knock.sign = sources[knock.source_id], signs[knock.sign_id]


@require_safe
def why(request: Request, pk: UUID) -> HttpResponse:
    """Why we came, for whose life it is and who walks alongside them."""
    reader = Reader.of(request.user)
    inner = [seat.system_id for seat in reader.seats if seat.role in INNER]
    life = get_object_or_404(System.objects.filter(scale=Scale.LIFE, pk__in=inner), pk=pk)
    with looking(by=request.user.pk, why="signals:why") as look:
        knocks = _shown(Knock.objects.visible_to(reader).filter(life=life).order_by("-id"))
        look.saw(life.pk, [knock.pk for knock in knocks])
        name_all([life], parts=[Part.NAME])
        context = {"life": life, "knocks": knocks, "about_a_life": True}
        return render(request, "signals/why.html", context)


@require_safe
def knock(request: Request, pk: UUID) -> HttpResponse:
    """Whose door it is, why, what it does not mean, and what came of going there."""
    return _look(request, pk, "signals:knock", "signals/knock.html")


@require_safe
def card(request: Request, pk: UUID) -> HttpResponse:
    """A card to leave with them: who came, why, what it does not mean, and how to say no."""
    return _look(request, pk, "signals:card", "signals/card.html")


def _look(request: Request, pk: UUID, why: str, template: str) -> HttpResponse:
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why=why) as look:
        knock = theirs(reader, pk)
        named([knock])
        context = _opened(knock, reader, look)
        return render(request, template, context)


def theirs(reader: Reader, pk: UUID) -> Knock:
    """Fetching is authorising: the person's, their lead worker's, or whose who took it."""
    rows = Knock.objects.visible_to(reader).select_related(
        "source__entry__system", "source__organisation", "source__asked", "table", "taken_by"
    )
    return get_object_or_404(rows, pk=pk)


def _opened(knock: Knock, reader: Reader, look: Look) -> dict[str, object]:
    look.saw(knock.life_id or knock.table_id, [knock.pk])
    pause = Pause.objects.filter(knock=knock).first()
    name_all([knock.table, *([knock.source.asked] if knock.source.asked else [])])
    because = (
        open_sealed(pause.key, pause.pk, BECAUSE, pause.because)
        if pause is not None and pause.because
        else ""
    )
    own = knock.life_id and reader.seat_of_own_life(knock.life_id)
    return {
        "knock": knock,
        "who": _who(knock),
        "came": _who_went(knock),
        "pause": pause,
        "because": because,
        "may_pause": pause is None and knock.is_standing and rules.can_ask_pause(reader, knock),
        "own_life": bool(own),
        "about_a_life": True,
    }


def _who_went(knock: Knock) -> Person | None:
    """Whoever took it, or who walks alongside."""
    if knock.life_id is None:
        return knock.taken_by
    walks = Relationship.objects.current().filter(life=knock.life_id).select_related("worker")
    return next((one.worker for one in walks), None)


def _who(knock: Knock) -> Who | None:
    if not knock.sealed:
        return None
    return who_was(open_sealed(knock.key, knock.pk, WHO, knock.sealed))


# --- going there ---------------------------------------------------------------------------------


@require_POST
def take(request: Request, pk: UUID) -> HttpResponse:
    """Take one: from here on it is yours, and only you see whose door it is."""
    reader = Reader.of(request.user)
    rows = Knock.objects.standing().filter(table__in=reader.systems, life=None)
    knock = get_object_or_404(rows.select_related("table", "taken_by"), pk=pk)
    try:
        actions.take(knock=knock, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("signals:doors", knock.table_id)
    messages.success(request, _("You have this one now. Nobody else sees whose door it is."))
    return redirect(knock)


@require_POST
def put_back(request: Request, pk: UUID) -> HttpResponse:
    knock = theirs(Reader.of(request.user), pk)
    require(knock.life_id is None)
    try:
        actions.put_back(knock=knock, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("It is with the table again, for somebody else to take."))
    return redirect("signals:doors", knock.table_id)


@require_POST
def tried(request: Request, pk: UUID) -> HttpResponse:
    said = _("Written down. It stays with you until a door opens or its day comes.")
    return _went(request, pk, actions.tried, said)


@require_POST
def talked(request: Request, pk: UUID) -> HttpResponse:
    return _went(request, pk, actions.talked, _("You talked. Nothing of that goes to the source."))


@require_POST
def rather_not(request: Request, pk: UUID) -> HttpResponse:
    said = _("That was a no, and it holds. Nothing of it goes to the source.")
    return _went(request, pk, actions.rather_not, said)


@require_POST
def false_alarm(request: Request, pk: UUID) -> HttpResponse:
    said = _("A false alarm. Only the kind of sign and the month are kept.")
    return _went(request, pk, actions.false_alarm, said)


def _went(request: Request, pk: UUID, verb: Callable[..., None], sentence: str) -> HttpResponse:
    knock = theirs(Reader.of(request.user), pk)
    by: Person = request.user
    try:
        verb(knock=knock, by=by)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, sentence)
    return redirect(knock)
