"""Who looked, and why: the person's own page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.kit.text import excerpt
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record import whys
from alongside.foundation.record.actions import Look as Looking
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import (
    Category,
    Ground,
    Part,
    Reader,
    Role,
    Seat,
    System,
    name_all,
)
from alongside.human.lives import rules
from alongside.human.lives.looked import Day, Read, Row, Somebody, by_day, first_of_each
from alongside.human.lives.models import Concern, Look, Looker, NotTold, lookers, looks_told

TITLE = 80
A_FEW, ALTOGETHER = 8, 120
# Of whoever walks with them so many stand on the first page; all of them on one of their own.
A_DAY = 25
MINE, WALKS = "me", "walks"
# A page to write something is opened for what is written there.
FOR = {
    "lives:note": "lives:conversations",
    "lives:write_line": "lives:all_that_matters",
    "lives:put_right": "lives:all_that_matters",
    "lives:hold": "lives:all_that_matters",
    "lives:want": "lives:freedoms",
    "lives:ask_to_back": "lives:freedoms",
    "lives:ask_to_share": "lives:who_may_know",
    "lives:by_law": "lives:who_may_know",
    "lives:take_back": "lives:who_may_know",
    "lives:renew": "lives:who_may_know",
    "lives:no_by_name": "lives:who_may_know",
    "lives:name_voice": "lives:who_may_know",
    "lives:change_worker": "lives:alongside",
    "lives:take_up_again": "lives:alongside",
    "lives:ending": "lives:alongside",
    "lives:leave": "lives:alongside",
    "lives:reach": "lives:alongside",
    "lives:draft_return": "lives:returns",
}
# Pages that show what this page shows already: naming it again would have no end.
SAYS_NOTHING_NEW = {
    "lives:who_looked",
    "lives:raise_concern",
    "lives:concern",
    "lives:say_how",
    "lives:answer_concern",
    "lives:ask_another",
}


@require_safe
def who_looked(request: Request, pk: UUID) -> HttpResponse:
    """Everybody who looked, in plain words, others first; your own looks folded away."""
    reader = Reader.of(request.user)
    life = get_object_or_404(System.objects.shown_to(reader), pk=pk, scale="life")
    if not rules.can_see_who_looked(reader, life):
        raise Http404
    if not (rules.speaks_here(reader, life) or request.GET.get("beside")):
        return render(request, "lives/beside.html", {"system": life, "about_a_life": True})
    with looking(by=request.user.pk, why="lives:who_looked") as look:
        return render(request, "lives/who_looked.html", _page(request, reader, life, look))


@dataclass(frozen=True)
class Found:
    """The looks one page is made of: of others, of who walks alongside, and the reader's own."""

    of: str  # which part alone is asked for, if one is
    first: bool  # the page one comes to, with the beginning of each part
    looks: list[Look]
    more: bool
    walked: list[Look]
    more_walked: bool
    mine: list[Look]
    more_mine: bool


def _page(request: Request, reader: Reader, life: System, look: Looking) -> dict[str, object]:
    found = _fetch(request, reader, life)
    look.saw(life.pk, [])
    return {
        **_tell(reader, life, found, look),
        "system": name_all([life], [Part.NAME])[0],
        "own": found.mine,
        "more_mine": found.more_mine,
        "more_walked": found.more_walked,
        "walker": rules.current(life),
        "of": found.of,
        "asked": Concern.objects.standing_in(life).order_by("-said_at")[:A_FEW],
        "beside": not rules.speaks_here(reader, life),
        "may_raise": rules.can_raise_concern(reader, life),
        "older": found.looks[-1].n if found.more else None,
        "first": found.first,
        "about_a_life": True,
    }


def _fetch(request: Request, reader: Reader, life: System) -> Found:
    own, walks = _own(reader, life), _walks(life)
    asked = request.GET.get("of", "")
    of = asked if asked in (MINE, WALKS) else ""
    before = _before(request.GET.get("before", ""))
    first = before is None and not of
    looks, more = looks_told(life.pk, _told_in(of, own, walks), before)
    none: tuple[list[Look], bool] = ([], False)
    walked = looks_told(life.pk, _told_in(WALKS, own, walks), size=A_DAY) if first else none
    mine = looks_told(life.pk, _told_in(MINE, own, walks)) if first else none
    return Found(of, first, looks, more, *walked, *mine)


def _tell(
    reader: Reader, life: System, found: Found, look: Looking
) -> dict[str, list[tuple[date, list[dict[str, object]]]]]:
    """Day by day, what may be told: but for what they cannot be told of yet."""
    shown = [*found.looks, *found.walked]
    known, kept_back = lookers(life, shown), NotTold.of(life)
    entries = _entries(reader, shown)
    about = {pk: entry.category for pk, entry in entries.items()}

    def days(looks: list[Look]) -> list[Day]:
        told = [one for one in looks if not kept_back.keeps_back(one, known[one.by], about)]
        seats = [kept_back.known_to_them(one, known[one.by]) for one in told]
        each = zip(told, seats, strict=True)
        return by_day([_read(one, theirs, entries) for one, theirs in each])

    parts = {"days": days(found.looks), "walked": days(found.walked)}
    titles = _titles([*parts["days"], *parts["walked"]], entries, look)
    return {
        part: [(d.day, [_shown(one, known, entries, titles) for one in d.people]) for d in each]
        for part, each in parts.items()
    }


def _told_in(of: str, own: set[UUID], walks: set[UUID]) -> Callable[[Look], bool]:
    """
    Which looks one part of the page tells: those of anybody but the person and who walks with them
    come first, so that a busy afternoon of the two hides nobody.
    """
    if of == MINE:
        return lambda look: look.by in own
    if of == WALKS:
        return lambda look: look.by in walks and look.by not in own
    return lambda look: look.by not in own | walks


def _walks(life: System) -> set[UUID]:
    held = Seat.objects.current().filter(system=life, role=Role.LEAD)
    return set(held.values_list("person", flat=True))


def _before(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None


def _own(reader: Reader, life: System) -> set[UUID]:
    """Whose looks are "yours": the reader's, or with the one who walks alongside, the person's."""
    if rules.speaks_here(reader, life):
        return {reader.person.pk}
    theirs = Seat.objects.current().filter(system=life, role=Role.PERSON)
    people = set(theirs.values_list("person", flat=True))
    return people if len(people) == 1 else set()


def _entries(reader: Reader, looks: Iterable[Look]) -> dict[UUID, Entry]:
    """What was looked at, as far as the one who asks may read it too."""
    ids = {entry for look in looks for entry in look.entries}
    rows = Entry.objects.visible_to(reader).filter(pk__in=ids).select_related("system")
    return {entry.pk: entry for entry in rows}


def _read(look: Look, seats: Sequence[Seat], entries: dict[UUID, Entry]) -> Read:
    seen = () if look.why in SAYS_NOTHING_NEW else look.entries
    ground = _ground(look, seats, entries)
    at = timezone.localtime(look.at)
    return Read(look.event, at, look.by, ground, whys.in_words(FOR.get(look.why, look.why)), seen)


def _ground(look: Look, seats: Sequence[Seat], entries: dict[UUID, Entry]) -> str:
    """On what ground they could: the seat they had at that moment, as the person knows it."""
    about = {entries[pk].category for pk in look.entries if pk in entries}
    fitting = [seat for seat in seats if not seat.categories or about & set(seat.categories)]
    for seat in [*fitting, *seats]:
        return _of_seat(seat)
    return whys.ground_of(look.why)


def _of_seat(seat: Seat) -> str:
    about = ", ".join(str(Category(each).label) for each in seat.categories)
    if seat.role == Role.PERSON:
        return _("it is their life too")
    if seat.role == Role.LEAD:
        return _("they walk with you")
    words = {
        Ground.AGREED: _("you said yes: %s") % (seat.for_what or about),
        Ground.LAW: _("the law asks for it: %s") % (seat.for_what or about),
        Ground.SAFE: _("to keep someone safe, without your yes: %s") % (seat.for_what or about),
    }
    return words.get(Ground(seat.ground), _("they had a seat with you"))


def _titles(days: Iterable[Day], entries: dict[UUID, Entry], look: Looking) -> dict[UUID, str]:
    """The beginning of each thing that is named, opened for the person."""
    rows = [row for day in days for one in day.people for row in one.rows]
    named = [entries[pk] for pk in first_of_each(rows, A_FEW, ALTOGETHER) if pk in entries]
    words = words_of(named, look)
    return {pk: excerpt(next(iter(parts.values()), ""), TITLE) for pk, parts in words.items()}


def _shown(
    one: Somebody, known: dict[UUID, Looker], entries: dict[UUID, Entry], titles: dict[UUID, str]
) -> dict[str, object]:
    looker = known[one.by]
    newest = one.rows[0].times[-1]
    organisations = [organisation.name for organisation in looker.organisations_at(newest)]
    return {
        "name": looker.name or _("Somebody with a card"),
        "line": " · ".join([*organisations]),
        "ground": one.ground,
        "may_ask": bool(looker.name),
        "rows": [
            {
                "why": row.why,
                "event": row.event,
                "times": row.times,
                **_things(row, entries, titles),
            }
            for row in one.rows
        ],
    }


def _things(row: Row, entries: dict[UUID, Entry], titles: dict[UUID, str]) -> dict[str, object]:
    """What was on the page: by its name where it is still there and yours to read."""
    named = [(entries[pk].called, titles.get(pk, "")) for pk in row.entries if pk in titles]
    return {"things": named, "and_more": len(row.entries) - len(named)}
