"""Who sits at a table: as what, about what, until when, and on what ground."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.asked import ask
from alongside.foundation.kit.ids import as_stored, uuid7
from alongside.foundation.people.models import Organisation, Person

from .held import HELD_BY, Held, held
from .invitations import Invitation
from .systems import Scale, System
from .wordings import Part, Wording, open_wordings

if TYPE_CHECKING:
    from .readers import Reader


class Category(models.TextChoices):
    """What something in a life is about, so that a seat can be given for one thing and no more."""

    GENERAL = "", _("life in general")
    HOME = "home", _("home and rent")
    MONEY = "money", _("money and benefits")
    HEALTH = "health", _("health")
    FAMILY = "family", _("family and friends")
    WORK = "work", _("work and learning")
    SAFETY = "safety", _("safety")


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
