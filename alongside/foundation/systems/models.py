from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.addresses import address
from alongside.foundation.kit.asked import ask
from alongside.foundation.kit.ids import as_stored, uuid7
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.vault.safe import Sealed, open_all

from .excluded import Exclusion as Exclusion
from .excluded import Exclusions as Exclusions
from .held import HELD_BY, held
from .held import Held as Held
from .invited import Invitation as Invitation
from .place import Place as Place


class Scale(models.TextChoices):
    """How large a system is. The page of a life and the page of a country have the same shape."""

    LIFE = "life", _("a life")
    TEAM = "team", _("a team")
    ORGANISATION = "organisation", _("an organisation")
    PLACE = "place", _("a place’s system")
    COUNTRY = "country", _("a country")


class Category(models.TextChoices):
    """What something in a life is about, so that a seat can be given for one thing and no more."""

    GENERAL = "", _("life in general")
    HOME = "home", _("home and rent")
    MONEY = "money", _("money and benefits")
    HEALTH = "health", _("health")
    FAMILY = "family", _("family and friends")
    WORK = "work", _("work and learning")
    SAFETY = "safety", _("safety")


class Systems(models.QuerySet["System"]):
    def shown_to(self, reader: Reader) -> Systems:
        """Systems whose page this reader may open: any but lives, and lives they have a seat in."""
        return self.filter(~Q(scale=Scale.LIFE) | Q(pk__in=reader.systems))

    def not_lives(self) -> Systems:
        return self.exclude(scale=Scale.LIFE)


class System(models.Model):
    """
    A life, a team, an organisation, a place or a country: people around a table, with a purpose.

    What it is called, what it is for and where it ends are words, and live in ``Wording``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scale = models.CharField(max_length=12, choices=Scale)
    founded_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = Systems.as_manager()

    # Filled in by ``name_all``: opening the words of many systems is one query, not one each.
    name: str
    purpose: Wording | None
    boundary: Wording | None

    def __str__(self) -> str:
        return f"{self.scale} {self.pk}"

    def get_absolute_url(self) -> str:
        return address("home:system", self.pk)

    @property
    def is_life(self) -> bool:
        return self.scale == Scale.LIFE


class Within(models.Model):
    """One system sits within another: a team in an organisation, a place in a country."""

    id = models.BigAutoField(primary_key=True)
    inner = models.ForeignKey(System, models.CASCADE, related_name="sits_within")
    outer = models.ForeignKey(System, models.CASCADE, related_name="holds")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inner", "outer"], name="within_once"),
            models.CheckConstraint(condition=~Q(inner=F("outer")), name="not_within_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.inner_id} within {self.outer_id}"


class Part(models.TextChoices):
    """The words a system has about itself, and a seat about itself."""

    NAME = "name", _("what it is called")
    PURPOSE = "purpose", _("what it is for")
    BOUNDARY = "boundary", _("where it ends")
    AS_WHAT = "as_what", _("as what somebody is here")
    FOR_WHAT = "for_what", _("what for")
    TYPED = "typed", _("the name and the address, as they were typed")


OF_A_SYSTEM = (Part.NAME, Part.PURPOSE, Part.BOUNDARY)


class Wordings(models.QuerySet["Wording"]):
    def current(self) -> Wordings:
        return self.filter(superseded_at=None)


class Wording(models.Model):
    """
    A version of words a system has about itself: what they say, who said them, and when.

    Of a life they are sealed; ``words`` is filled in by ``open_wordings``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(System, models.CASCADE, related_name="wordings")
    of = models.UUIDField()  # the system, or a seat at its table
    part = models.CharField(max_length=10, choices=Part)
    plain = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    key_version = models.PositiveSmallIntegerField(null=True)
    said_by_plain = models.CharField(max_length=200, blank=True)
    said_by_sealed = models.BinaryField(null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True)
    number = models.PositiveSmallIntegerField(default=1)

    objects: ClassVar[Any] = Wordings.as_manager()
    words: str
    said_by: str

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "part"],
                condition=Q(superseded_at=None),
                name="one_current_wording",
            ),
            models.CheckConstraint(
                condition=Q(sealed=None, said_by_sealed=None, key_version=None)
                | Q(
                    plain="",
                    said_by_plain="",
                    sealed__isnull=False,
                    said_by_sealed__isnull=False,
                    key_version__isnull=False,
                ),
                name="wording_sealed_whole_or_not",
            ),
        ]
        indexes = [models.Index(fields=["system", "part"], name="wordings_of_system")]

    def __str__(self) -> str:
        return f"{self.part} {self.number} of {self.of}"


class Role(models.TextChoices):
    PERSON = "person", _("whose life it is")
    LEAD = "lead", _("walks alongside")
    STEWARD = "steward", _("steward")
    MEMBER = "member", _("around the table")


# Those an entry addressed to "us" reaches: in a life the person and the lead worker, else stewards.
INNER = (Role.PERSON, Role.LEAD, Role.STEWARD)


class Ground(models.TextChoices):
    FOUNDED = "founded", _("began this")
    INVITED = "invited", _("was invited")
    AGREED = "agreed", _("the person said yes")
    LAW = "law", _("the law asks for it")
    SAFE = "safe", _("to keep someone safe, without a yes")


# Given for one thing at a time, so that somebody may hold several side by side: each its own yes
# (or its own law, or day), about some things, with an end. None of them adds to another.
ONE_BY_ONE = (Ground.AGREED, Ground.LAW, Ground.SAFE)
A_YEAR = timedelta(days=366)
A_DAY = timedelta(hours=24)


class Seats(models.QuerySet["Seat"]):
    def current(self) -> Seats:
        now = timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def openly(self, reader: Reader) -> Seats:
        """
        Those that a page about a table names. In a life, whoever was let in about some things sees
        the person, who walks alongside, and themself: that somebody from a refuge, or a nurse, sits
        there too is nothing they were told. Of a seat given without a yes the person is told first,
        by somebody: a list of names is no way to learn it.
        """
        there = [seat for seat in reader.seats if seat.scale == Scale.LIFE]
        own = [seat.pk for seat in there]
        held = {seat.system_id for seat in there if seat.role in INNER}
        told = ~Q(system__scale=Scale.LIFE) | Q(role__in=INNER) | Q(pk__in=own) | Q(system__in=held)
        return self.filter(told, ~Q(ground=Ground.SAFE) | Q(person=reader.person))

    def held_by(self, person: Person) -> list[Held]:
        """Held by the person or an organisation they belong to now; a no by name wins."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows = ask(HELD_BY, {"person": as_stored(person.pk), "now": now})
        return [held(row) for row in rows]


class Seat(models.Model):
    """
    A seat at a table: who, where, as what, what for, about what, until when, on what ground.

    Each is matched whole; two seats never add up to a third. Who holds the table decides who else
    sits there, so their seat is always about everything: there is nothing they could not let in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(System, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    categories = models.JSONField(default=list, blank=True)  # none named: about everything
    ground = models.CharField(max_length=8, choices=Ground, default=Ground.INVITED)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    given_by = models.UUIDField()
    ended_by = models.UUIDField(null=True)

    objects: ClassVar[Any] = Seats.as_manager()
    as_what: str
    for_what: str

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False)
                | Q(person__isnull=False, organisation=None),
                name="one_holder_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="seat_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(until__isnull=False), name="ended_seats_have_an_end"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.MEMBER) | Q(categories=[]), name="who_holds_sees_everything"
            ),
            # Nobody says yes to everything for ever: it is about some things, for a year at most.
            models.CheckConstraint(
                condition=~Q(ground=Ground.AGREED, role=Role.MEMBER)
                | (~Q(categories=[]) & Q(until__isnull=False, until__lte=F("since") + A_YEAR)),
                name="a_yes_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(ground=Ground.LAW)
                | (
                    ~Q(categories=[])
                    & Q(role=Role.MEMBER, until__isnull=False, until__lte=F("since") + A_YEAR)
                ),
                name="by_law_about_something_for_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(ground=Ground.SAFE)
                | (
                    ~Q(categories=[])
                    & Q(role=Role.MEMBER, until__isnull=False, until__lte=F("since") + A_DAY)
                ),
                name="without_a_yes_a_day_at_most",
            ),
            # Of seats with a last day ``actions.seat`` alone sees that there is one at a time: when
            # that day has passed, somebody may be given another.
            models.UniqueConstraint(
                fields=["system", "person"], condition=Q(until=None), name="one_seat_a_person"
            ),
            models.UniqueConstraint(
                fields=["system", "organisation"],
                condition=Q(until=None),
                name="one_seat_an_organisation",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="seats_of_person"),
            models.Index(fields=["organisation", "until"], name="seats_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.system_id}"

    @property
    def holder(self) -> Person | Organisation:
        # The database sees to it that one of the two is there (one_holder_a_seat).
        return self.person or self.organisation  # type: ignore[return-value]


class Reader:
    """Somebody with the seats they hold at this moment: what decides what they may read."""

    def __init__(self, person: Person, seats: Sequence[Held]) -> None:
        self.person = person
        self.seats = seats

    @classmethod
    def of(cls, who: Person | Reader) -> Reader:
        """
        One query, or none for somebody who is a reader already. Made anew for every request, so
        that ending a seat bites on the next one.
        """
        return who if isinstance(who, Reader) else cls(who, Seat.objects.held_by(who))

    @cached_property
    def systems(self) -> list[UUID]:
        """The systems they sit at, in the order they came to them."""
        return list(dict.fromkeys(seat.system_id for seat in self.seats))

    @cached_property
    def lives(self) -> list[UUID]:
        """Those of them that are lives."""
        return list(dict.fromkeys(s.system_id for s in self.seats if s.scale == Scale.LIFE))

    def sits_at(self, system: UUID) -> bool:
        return any(seat.system_id == system for seat in self.seats)

    def takes_part(self, system: UUID) -> bool:
        """
        Sits there, and not only to keep someone safe without a yes: that lets somebody read, and
        nothing else.
        """
        seats = (seat for seat in self.seats if seat.system_id == system)
        return any(seat.ground != Ground.SAFE for seat in seats)

    def is_inner(self, system: UUID) -> bool:
        """Is one of the few an entry for "us" reaches."""
        return any(seat.system_id == system and seat.role in INNER for seat in self.seats)

    def seat_of_own_life(self, system: UUID) -> Held | None:
        """The seat that says this life is theirs, if it is."""
        own = (seat for seat in self.seats if seat.role == Role.PERSON)
        return next((seat for seat in own if seat.system_id == system), None)


def open_wordings(wordings: Iterable[Wording]) -> list[Wording]:
    """The same wordings with ``words`` and ``said_by`` filled in; one query for all sealed ones."""
    wordings = list(wordings)
    sealed = [w for w in wordings if w.sealed is not None]
    opened = open_all(
        [_sealed(w, w.part, w.sealed) for w in sealed]
        + [_sealed(w, f"{w.part} said by", w.said_by_sealed) for w in sealed]
    )
    for wording in wordings:
        wording.words, wording.said_by = wording.plain, wording.said_by_plain
    for number, wording in enumerate(sealed):
        wording.words, wording.said_by = opened[number], opened[number + len(sealed)]
    return wordings


def name_all(systems: Iterable[System], parts: Collection[Part] = OF_A_SYSTEM) -> list[System]:
    """
    The same systems with ``name``, ``purpose`` and ``boundary`` filled in, in two queries.

    :param parts: of a life, what nobody is shown need not be opened: a list asks for the names
        alone. What is not asked for is not filled in.
    """
    systems = list(systems)
    rows = Wording.objects.current().filter(of__in=[s.pk for s in systems], part__in=parts)
    by_part = {(w.of, w.part): w for w in open_wordings(rows)}
    for system in systems:
        for part in parts:
            said = by_part.get((system.pk, part))
            setattr(system, part, (said.words if said else "") if part == Part.NAME else said)
    return systems


Offered = TypeVar("Offered", Seat, Invitation)


def seat_all(seats: Iterable[Offered]) -> list[Offered]:
    """The same seats, held or asked to, with ``as_what`` and ``for_what``, in two queries."""
    seats = list(seats)
    rows = Wording.objects.current().filter(of__in=[s.pk for s in seats])
    by_part = {(w.of, w.part): w.words for w in open_wordings(rows)}
    for seat in seats:
        seat.as_what = by_part.get((seat.pk, Part.AS_WHAT), "")
        seat.for_what = by_part.get((seat.pk, Part.FOR_WHAT), "")
    return seats


def _sealed(wording: Wording, part: str, body: bytes | memoryview[int] | None) -> Sealed:
    return Sealed(
        life=wording.system_id,
        of=wording.id,
        part=part,
        version=wording.key_version or 0,
        body=bytes(body or b""),
    )
