from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.kit.clocks import had_for
from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import Category, Reader, Seat, System
from alongside.human.lives.models import SaidHow

INTRODUCTION = kind(
    "introductions.introduction",
    Station.DESIGN,
    gettext_lazy("Somebody to meet"),
    here_only=True,
)


class Stage(models.TextChoices):
    """Where an introduction is. No one of them means no; it is read off the moments, not kept."""

    PROPOSED = "proposed", gettext_lazy("waits for the person’s yes")
    AGREED = "agreed", gettext_lazy("waits for the one who was asked")
    ACCEPTED = "accepted", gettext_lazy("going to meet, the three together")
    MET = "met", gettext_lazy("have met")
    SETTLED = "settled", gettext_lazy("settled")
    PASSED_ON = "passed_on", gettext_lazy("finding who it is instead")
    BROUGHT_BACK = "brought_back", gettext_lazy("back with the first worker")
    STOPPED = "stopped", gettext_lazy("stopped by the person")


class Ended(models.TextChoices):
    """How one ends before it is settled. Each leaves the first worker where they were."""

    PASSED_ON = "passed_on", gettext_lazy("not us, and we find who it is together")
    BROUGHT_BACK = "brought_back", gettext_lazy("no answer came, so it came back")
    STOPPED = "stopped", gettext_lazy("the person would rather not")


class Duty(models.TextChoices):
    """A duty the law lays on the first worker, done inside a warm introduction or not at all."""

    HOMELESSNESS = "homelessness_213b", gettext_lazy("Housing Act 1996, section 213B")


def after(later: str, earlier: str) -> Q:
    """
    That one moment comes only after another. A check lets through what it cannot tell, as of a
    moment that is not there; so that it is there has to be said as well.
    """
    there = {f"{earlier}__isnull": False, f"{later}__gte": F(earlier)}
    return Q(**{later: None}) | Q(**there)


class Introductions(models.QuerySet["Introduction"]):
    def visible_to(self, reader: Reader) -> Introductions:
        """
        The person and who walks alongside them; whoever proposed it, while they have a seat; and
        the one who was asked from the person's yes on, through the very seat that yes gave them.
        """
        seats = [seat.pk for seat in reader.seats]
        return self.filter(
            Q(entry__in=Entry.objects.visible_to(reader))
            | Q(entry__by=reader.person, life__in=reader.systems)
            | Q(asked=reader.person, seat__in=seats, ended_at=None),
            entry__withdrawn_at=None,
        )

    def under_way(self) -> Introductions:
        """Not settled, and nothing has taken its place: the first worker still carries it."""
        return self.filter(settled_at=None, next=None).exclude(ended=Ended.STOPPED)

    def to_come_apart(self) -> Introductions:
        """Under way, and not back already: asked, or somebody else still to be found."""
        to_find = Q(ended=Ended.PASSED_ON, found=None)
        return self.under_way().filter(Q(ended_at=None) | to_find)

    def waiting_on(self, reader: Reader) -> Introductions:
        """What somebody was asked and has not answered, or said they would find and have not."""
        seats = [seat.pk for seat in reader.seats]
        asked = Q(agreed_at__isnull=False, accepted_at=None, ended_at=None, seat__in=seats)
        finds = Q(ended=Ended.PASSED_ON, found=None, next=None)
        return self.filter(asked | finds, asked=reader.person, entry__withdrawn_at=None)

    def on_the_front_of(self, reader: Reader, few: int) -> list[Introduction]:
        """Those that have waited on somebody longest, for the page their day begins with."""
        rows = self.waiting_on(reader).select_related("first", "next").order_by("pk")
        return list(rows[:few])

    def whole(self) -> Introductions:
        """With everybody in it."""
        return self.select_related(
            "entry__by",
            "entry__system",
            "life",
            "first",
            "asked",
            "organisation",
            "seat",
            "found",
            "next__asked",
        )


class Introduction(models.Model):
    """
    A person is to meet a named worker, with the one who walks alongside them in the room.

    What would help is in the words of its entry. The moments are kept so that no row of this table
    can be a cold handing over: there is always somebody by name, and each step has the one before.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=10, choices=Category, blank=True)
    duty = models.CharField(max_length=20, choices=Duty, blank=True)
    # The seat the person's yes gave to the one who was asked: all they may see here.
    seat = models.OneToOneField(Seat, models.CASCADE, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=6, choices=SaidHow, blank=True)
    let_go_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    # Whom the one who passed it on has found, by name, and when.
    found = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)
    instead_of = models.OneToOneField("self", models.CASCADE, null=True, related_name="next")

    objects: ClassVar[Any] = Introductions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("asked")), name="introduced_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, seat=None)
                | Q(seat__isnull=False, agreed_at__isnull=False, agreed_at__gte=F("proposed_at")),
                name="agreed_with_a_seat_of_its_own",
            ),
            models.CheckConstraint(
                condition=after("accepted_at", "agreed_at"), name="accepted_after_the_yes"
            ),
            models.CheckConstraint(
                condition=after("met_at", "accepted_at"), name="met_after_accepted"
            ),
            models.CheckConstraint(
                condition=after("settled_at", "met_at"), name="settled_after_met"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_how="")
                | Q(settled_at__isnull=False, settled_how__in=SaidHow.values),
                name="the_person_said_settled",
            ),
            models.CheckConstraint(
                condition=after("let_go_at", "settled_at"), name="let_go_after_settled"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="")
                | Q(ended_at__isnull=False, ended=Ended.STOPPED, settled_at=None)
                | Q(
                    agreed_at__isnull=False,
                    ended_at__isnull=False,
                    ended_at__gte=F("agreed_at"),
                    ended__in=[Ended.PASSED_ON, Ended.BROUGHT_BACK],
                    settled_at=None,
                ),
                name="ended_without_a_no",
            ),
            models.CheckConstraint(
                condition=Q(found=None, found_at=None)
                | Q(found__isnull=False, found_at__isnull=False, ended=Ended.PASSED_ON),
                name="found_by_who_passed_it_on",
            ),
        ]
        indexes = [models.Index(fields=["asked", "accepted_at"], name="asked_of_me")]

    def __str__(self) -> str:
        return f"introduction {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("introductions:introduction", args=[self.pk])

    @property
    def stage(self) -> Stage:
        if self.ended:
            return Stage(self.ended)
        moments = [
            (self.settled_at, Stage.SETTLED),
            (self.met_at, Stage.MET),
            (self.accepted_at, Stage.ACCEPTED),
            (self.agreed_at, Stage.AGREED),
        ]
        return next((stage for at, stage in moments if at is not None), Stage.PROPOSED)

    @property
    def clock(self) -> datetime | None:
        """
        Since when the one who was asked has had it, where it is theirs to move. There is none on
        the person, nor on who walks alongside them.
        """
        if self.stage == Stage.PASSED_ON:
            return None if self.found_id or self.has_next else self.ended_at
        return self.agreed_at if self.stage == Stage.AGREED else None

    @property
    def silent_for(self) -> str:
        """How long no answer came, where that was longer than a day."""
        if self.agreed_at is None or self.ended_at is None:
            return ""
        waited = self.ended_at - self.agreed_at
        return had_for(self.agreed_at, self.ended_at) if waited > timedelta(days=2) else ""

    @property
    def has_next(self) -> bool:
        return hasattr(self, "next")

    @property
    def yes_has_run_out(self) -> bool:
        """The yes had a last day, which passed before it was settled."""
        over = self.seat is not None and self.seat.until is not None
        return over and self.seat.until <= timezone.now()  # type: ignore[union-attr,operator]

    @property
    def where(self) -> str:
        """Where the one who was asked belongs, if anywhere."""
        return self.organisation.name if self.organisation else ""

    @property
    def question(self) -> str:
        """What the person is asked, in one plain question."""
        return _("Can %(first)s tell %(asked)s about %(about)s, until it is settled?") % {
            "first": self.first.name,
            "asked": self.asked.name,
            "about": self.get_category_display(),
        }


class Offers(models.QuerySet["Offer"]):
    def standing(self) -> Offers:
        """Of those who are here, and belong still to the organisation they said it as."""
        belong = Membership.objects.current().filter(
            person=models.OuterRef("person"), organisation=models.OuterRef("organisation")
        )
        return self.filter(models.Exists(belong), person__is_active=True)

    def saying(self, text: str) -> Offers:
        """Those that have every one of these words in them, in a name or an organisation's."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(words__icontains=word)
                | Q(person__name__icontains=word)
                | Q(organisation__name__icontains=word)
            )
        return found

    def about(self, category: str) -> Offers:
        return self.filter(pk__in=OfferAbout.objects.filter(category=category).values("offer"))

    def in_order(self) -> Offers:
        """By name: there is no best one."""
        rows = self.select_related("person", "organisation").prefetch_related("abouts")
        return rows.order_by("person__name", "organisation__name", "pk")


class Offer(models.Model):
    """
    What somebody says, of themself, that they can be pulled in for at an organisation of theirs.

    The sentence is about a worker and for everybody here, like what they are called: of no life, so
    it is no entry. Nobody else says it for them, and nothing counts what came of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    words = models.CharField(max_length=240)
    now = models.BooleanField(default=True)  # or: not this month
    said_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = Offers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], name="one_offer_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.organisation_id}"

    @property
    def categories(self) -> list[Category]:
        said = {about.category for about in self.abouts.all()}
        return [category for category in Category if category in said]


class OfferAbout(models.Model):
    """One thing in a life that somebody can be pulled in for."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="abouts")
    category = models.CharField(max_length=10, choices=Category, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "category"], name="offered_once_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.category} in {self.offer_id}"
