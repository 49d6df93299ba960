"""Where an introduction is, what comes next and who holds it; those of a life; those on me."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.kit.clocks import on_day
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems.models import Part, Reader, System, name_all
from alongside.human.introductions import rules
from alongside.human.introductions.models import Introduction, Stage
from alongside.human.lives.rules import can_say_yes, can_speak, current

MANY = 100


def fetched(reader: Reader, pk: UUID) -> Introduction:
    """One that is this reader's to see; else the same as if it were not there."""
    found: Introduction = get_object_or_404(Introduction.objects.whole().visible_to(reader), pk=pk)
    return found


def named(life: System, look: Look) -> System:
    """What the person is called; that the page says it is recorded."""
    look.saw(life.pk, [])
    return name_all([life], [Part.NAME])[0]


def about(reader: Reader, introduction: Introduction, look: Look) -> dict[str, Any]:
    """What every page about one introduction needs."""
    named(introduction.life, look)
    return {
        "introduction": introduction,
        "life": introduction.life,
        "words": words_of([introduction.entry], look).get(introduction.pk, {}),
        "own": reader.seat_of_own_life(introduction.life_id) is not None,
        "is_asked": introduction.asked_id == reader.person.pk,
        "about_a_life": True,
    }


@require_safe
def introduction(request: Request, pk: UUID) -> HttpResponse:
    """One introduction: where it is in plain words, what is next, and who holds it."""
    return _one(request, pk, "introductions/introduction.html")


@require_safe
def printed(request: Request, pk: UUID) -> HttpResponse:
    """The same, for paper."""
    return _one(request, pk, "introductions/printed.html")


def _one(request: Request, pk: UUID, template: str) -> HttpResponse:
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="introductions:introduction") as look:
        this = fetched(reader, pk)
        context = about(reader, this, look)
        context |= {
            "steps": _steps(this, context["own"], context["words"]),
            "may": _may(reader, this),
            "people": _people(this),
            "alone": this.settled_at is None and current(this.life) is None,
        }
        return render(request, template, context)


def _may(reader: Reader, this: Introduction) -> dict[str, bool]:
    """What this reader may do with it now."""
    speaks = can_speak(reader, this.life)
    carries = reader.is_inner(this.life_id)
    # Fetched, so theirs to see: who was asked sees it only while it is theirs to answer.
    asked = this.asked_id == reader.person.pk and this.seat is not None
    asked = asked and any(seat.pk == this.seat_id for seat in reader.seats)
    stage = this.stage
    back = stage in (Stage.PASSED_ON, Stage.BROUGHT_BACK) and not this.has_next
    open_ = stage in (Stage.AGREED, Stage.ACCEPTED, Stage.MET)
    asks = speaks and stage == Stage.PROPOSED
    agrees = asks and can_say_yes(reader, this.life)
    return {
        "agree": agrees,
        "wait": asks and not agrees,
        "accept": asked and stage == Stage.AGREED,
        "meet": carries and stage == Stage.ACCEPTED,
        "settle": speaks and stage == Stage.MET,
        "let_go": stage == Stage.SETTLED
        and this.let_go_at is None
        and rules.can_let_go(reader, this),
        "pass_on": asked and open_,
        "bring_back": carries and stage in (Stage.AGREED, Stage.ACCEPTED),
        "stop": speaks and (open_ or stage == Stage.PROPOSED),
        "look_on": carries and back,
        "see_all": carries,
    }


def _people(this: Introduction) -> list[dict[str, str]]:
    return [
        {"name": this.life.name, "line": ""},
        {"name": this.first.name, "line": _("walks alongside, and stays")},
        {"name": this.asked.name, "line": this.where},
    ]


def _steps(this: Introduction, own: bool, words: dict[str, str]) -> list[dict[str, Any]]:
    """The four moments, each done, next or still to come."""
    names = {"name": this.life.name, "asked": this.asked.name, "first": this.first.name}
    moments = [
        (this.agreed_at, _("You say yes") if own else _("%(name)s says yes") % names, ""),
        (this.accepted_at, _("%(asked)s says yes too") % names, words.get("accepted", "")),
        (
            this.met_at,
            _("You meet, with %(first)s there") % names
            if own
            else _("The three meet: %(name)s, %(first)s and %(asked)s") % names,
            words.get("met", ""),
        ),
        (
            this.settled_at,
            _("You say it is settled") if own else _("%(name)s says it is settled") % names,
            words.get("settled", ""),
        ),
    ]
    reached = sum(at is not None for at, _kind, _said in moments)
    over = bool(this.ended)
    return [
        {
            "kind": kind,
            "station": "design" if number < reached else "",
            "taken": number < reached,
            "next": number == reached and not over,
            "line": on_day(at) if at else _not_yet(number == reached and not over, over),
            "words": said,
        }
        for number, (at, kind, said) in enumerate(moments)
    ]


def _not_yet(is_next: bool, over: bool) -> str:
    if over:
        return _("it did not come to this")
    return _("this comes next") if is_next else _("not yet")


@require_safe
def introductions(request: Request, pk: UUID) -> HttpResponse:
    """Those of a life: under way, and those that were."""
    reader = Reader.of(request.user)
    life = get_object_or_404(System.objects.shown_to(reader), pk=pk, scale="life")
    with looking(by=request.user.pk, why="introductions:introductions") as look:
        named(life, look)
        rows = Introduction.objects.whole().visible_to(reader).filter(life=life)
        found = list(rows.order_by("-pk")[:MANY])
        words = words_of([each.entry for each in found], look, ["words"])
        shown = [(each, words.get(each.pk, {}).get("words", "")) for each in found]
        over = {Stage.SETTLED, Stage.STOPPED}
        is_over = {each.pk for each in found if each.stage in over or each.has_next}
        context = {
            "life": life,
            "own": reader.seat_of_own_life(life.pk) is not None,
            "under_way": [(each, said) for each, said in shown if each.pk not in is_over],
            "before": [(each, said) for each, said in shown if each.pk in is_over],
            "may_propose": rules.can_propose(reader, life),
            "about_a_life": True,
        }
        return render(request, "introductions/introductions.html", context)


@require_safe
def waiting(request: Request) -> HttpResponse:
    """What somebody was asked and has not answered, and what they said they would find."""
    reader = Reader.of(request.user)
    context = {"waiting": Introduction.objects.on_the_front_of(reader, MANY)}
    return render(request, "introductions/waiting.html", context)
