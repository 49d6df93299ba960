"""Who may know what: what the person said yes to, to whom they said no, and what the law says."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Membership, Organisation, Person, Request
from alongside.foundation.record.actions import Look, looking
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import (
    INNER,
    Category,
    Exclusion,
    Ground,
    Part,
    Reader,
    Role,
    Seat,
    System,
    name_all,
    seat_all,
)
from alongside.foundation.systems.typed import typed_all
from alongside.human.lives import actions, rules
from alongside.human.lives.models import (
    Agreement,
    Backing,
    Basis,
    ByLaw,
    Override,
    Question,
    SpeaksWith,
    noes_of,
)

PAST = 100


def held(reader: Reader, pk: UUID) -> System:
    """The life, for the person and who walks alongside them: to others it is not there."""
    life: System = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    if not life.is_life or not rules.can_see_who_may_know(reader, life):
        raise Http404
    return life


def named(life: System, look: Look) -> System:
    look.saw(life.pk, [])
    return name_all([life], [Part.NAME])[0]


@require_safe
def who_may_know(request: Request, pk: UUID) -> HttpResponse:
    """Each yes in plain words and how to take it back, each no, and apart from them the law."""
    reader = Reader.of(request.user)
    life = held(reader, pk)
    with looking(by=request.user.pk, why="lives:who_may_know") as look:
        yeses, asked, backings = _yeses(life), _asked(life), _backings(life)
        voices = _voices(life)
        said: list[Any] = [*yeses, *asked, *voices]
        words = words_of([each.entry for each in said], look)
        for each in said:
            each.words = words.get(each.pk, {})
        seats = _other_seats(life)
        context = {
            "life": named(life, look),
            "system": life,
            "own": rules.speaks_here(reader, life),
            "standing": (standing := [yes for yes in yeses if not yes.is_over]),
            "new": [yes for yes in standing if yes.is_new_to_them],
            "past": [yes for yes in yeses if yes.is_over][:PAST],
            "asked": [question for question in asked if not question.said],
            "said_no": [question for question in asked if question.said == "no"][:PAST],
            "alongside": [seat for seat in seats if seat.role in INNER],
            "stays": [s for s in seats if s.role not in INNER and s.ground == Ground.AGREED],
            "backings": backings,
            "voices": voices,
            "by_law": _with_their_law(seats),
            "may_let_in": rules.can_let_in_by_law(reader, life),
            "no": _no_by_name(life),
            "within": _people_of(standing),
            "without_a_yes": _without_a_yes(life, look),
            "bases": _bases(life, reader, [*(yes.seat for yes in standing), *seats]),
            "about_a_life": True,
        }
        return render(request, "lives/who_may_know.html", context)


def _yeses(life: System) -> list[Agreement]:
    rows = Agreement.objects.filter(life=life).select_related(
        "entry__system", "seat", "person", "organisation", "said_by"
    )
    yeses = list(rows.order_by("-said_at", "-pk"))
    noes = noes_of(yeses)
    for yes in yeses:
        yes.no = noes.get(yes.pk)
    return yeses


def _backings(life: System) -> list[Backing]:
    """Who reads one thing, because they were asked to stand behind the worker in it."""
    rows = Backing.objects.standing().filter(
        freedom__entry__system=life, freedom__entry__withdrawn_at=None
    )
    return list(rows.select_related("freedom__entry", "person").order_by("at"))


def _voices(life: System) -> list[SpeaksWith]:
    """Who speaks with them now."""
    rows = SpeaksWith.objects.current().filter(life=life)
    return list(rows.select_related("entry__system", "person").order_by("since"))


def _asked(life: System) -> list[Question]:
    rows = Question.objects.filter(life=life).exclude(said="yes")
    rows = rows.select_related("entry__system", "person", "organisation", "asked_by")
    return list(rows.order_by("-asked_at", "-pk"))


def _other_seats(life: System) -> list[Seat]:
    """
    Seats that do not come of one yes: who holds the table, who did and stays for a while to hand
    over, and where the law asks.
    """
    rows = Seat.objects.current().filter(system=life).exclude(ground=Ground.SAFE)
    rows = rows.exclude(pk__in=Agreement.objects.filter(life=life).values("seat"))
    return seat_all(rows.select_related("person", "organisation").order_by("since", "pk"))


def _with_their_law(seats: Iterable[Seat]) -> list[Seat]:
    """Whom the law asks to know, each with the law as its organisation says it."""
    by_law = [seat for seat in seats if seat.ground == Ground.LAW]
    rows = ByLaw.objects.filter(seat__in=by_law).select_related("basis")
    laws = {one.seat_id: one.basis for one in rows}
    for seat in by_law:
        about = [Category(each).label for each in seat.categories]
        seat.__dict__.update({"basis": laws.get(seat.pk), "about": about})
    return by_law


def _no_by_name(life: System) -> list[Exclusion]:
    rows = Exclusion.objects.current().filter(system=life)
    return typed_all(rows.select_related("person", "organisation").order_by("since"))


def _people_of(standing: Iterable[Agreement]) -> dict[UUID, list[Person]]:
    """Of each organisation somebody said yes to: who that is."""
    ids = {yes.organisation_id for yes in standing if yes.organisation_id}
    rows = Membership.objects.current().filter(organisation__in=ids).select_related("person")
    found: dict[UUID, list[Person]] = {}
    for membership in rows.order_by("person__name"):
        found.setdefault(membership.organisation_id, []).append(membership.person)
    return found


def _without_a_yes(life: System, look: Look) -> list[Override]:
    """What was done to keep somebody safe, once the person was told."""
    rows = (
        Override.objects.filter(life=life)
        .told()
        .select_related("entry__system", "acted_by", "organisation")
    )
    found = list(rows.order_by("-at"))
    words = words_of([each.entry for each in found], look)
    for each in found:
        each.words = words.get(each.pk, {})
    return found


def _bases(life: System, reader: Reader, seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """What each organisation with somebody at this table says it works under."""
    seats = list(seats)
    people = [s.person_id for s in seats if s.person_id and s.role != Role.PERSON]
    belong = Membership.objects.current().filter(person__in=people).values("organisation")
    through = [seat.organisation_id for seat in seats if seat.organisation_id]
    found = Organisation.objects.filter(Q(pk__in=through) | Q(pk__in=belong))
    by_organisation: dict[UUID, list[Basis]] = {}
    for basis in Basis.objects.current().filter(organisation__in=found):
        by_organisation.setdefault(basis.organisation_id, []).append(basis)
    return [
        {"organisation": organisation, "bases": by_organisation.get(organisation.pk, [])}
        for organisation in found.order_by("name")
    ]


@require_POST
def see(request: Request, pk: UUID) -> HttpResponse:
    """The person has seen a yes that was written down for them."""
    reader = Reader.of(request.user)
    agreement = agreement_of(reader, pk)
    actions.see(agreement=agreement, by=request.user)
    messages.success(request, _("Thank you. It stays until you take it back or it ends."))
    return redirect("lives:who_may_know", pk=agreement.life_id)


def agreement_of(reader: Reader, pk: UUID) -> Agreement:
    """One yes, for the person and who walks alongside them."""
    rows = Agreement.objects.select_related(
        "entry__system", "life", "seat", "person", "organisation", "said_by"
    )
    agreement: Agreement = get_object_or_404(rows, pk=pk)
    if not rules.can_see_who_may_know(reader, agreement.life):
        raise Http404
    return agreement


@require_POST
def say_no_to(request: Request, pk: UUID) -> HttpResponse:
    """No to one person, or one organisation, whatever else lets them know: one tap."""
    reader = Reader.of(request.user)
    life = held(reader, pk)
    who = _somebody_on_the_page(life, reader, request.POST.get("who", ""))
    person = who if isinstance(who, Person) else None
    organisation = who if isinstance(who, Organisation) else None
    try:
        systems.exclude(system=life, person=person, organisation=organisation, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        said = _("No. %(who)s can see nothing here from now on, whatever else lets them.")
        messages.success(request, said % {"who": who})
    return redirect("lives:who_may_know", pk=pk)


def _somebody_on_the_page(life: System, reader: Reader, given: str) -> Person | Organisation:
    """Only who is named on the page: nobody is looked up by a made-up address."""
    seats = Seat.objects.current().openly(reader).filter(system=life)
    seats = seats.exclude(role=Role.PERSON)
    shown = [seat.holder for seat in seats.select_related("person", "organisation")]
    through = Membership.objects.current().filter(organisation__in=seats.values("organisation"))
    shown += list(Person.objects.filter(memberships__in=through).distinct())
    shown += [backing.person for backing in _backings(life)]
    shown += [voice.person for voice in _voices(life)]
    found = next((who for who in shown if str(who.pk) == given), None)
    if found is None:
        raise Http404
    return found
