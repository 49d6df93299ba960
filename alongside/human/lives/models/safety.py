"""Acting without somebody's yes, to keep someone safe: a day at a time, looked at by another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import A_DAY, Category, Seat, System

from .bases import Basis

OVERRIDE = kind(
    "lives.without_yes",
    Station.TRY,
    _("Acting without your yes, to keep someone safe"),
    stays=True,
    here_only=True,
)


class ToldHow(models.TextChoices):
    IN_PERSON = "person", _("in person")
    BY_PHONE = "phone", _("on the phone")
    ON_PAPER = "paper", _("by letter")


class NotYet(models.TextChoices):
    """Why somebody is not told yet that something was done without their yes."""

    DANGER = "danger", _("telling them now could put someone in danger")
    NOT_FOUND = "found", _("we could not reach them yet")
    CANNOT_HEAR = "hear", _("they are too unwell to hear it now")
    COURT = "court", _("a court or the police asked us to wait")


class Overrides(models.QuerySet["Override"]):
    def told(self) -> Overrides:
        return self.filter(told_at__isnull=False)

    def to_tell(self) -> Overrides:
        """Whoever acted owes the person word of it; the clock is on them."""
        return self.filter(told_at=None)

    def to_look_back(self) -> Overrides:
        return self.filter(looked_back_at=None)


class Override(models.Model):
    """
    Somebody was let into a life without the person's yes, to keep someone safe.

    Why is sealed with the entry. It gives a day (``SafeDay``), named things only, and stays for
    ever: what was done is never taken out of the person's sight once they were told.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    acted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    basis = models.ForeignKey(Basis, models.PROTECT, related_name="+")
    categories = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    # Who looks at it with them: named from the start, never the same person.
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    looked_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    looked_back_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=6, choices=ToldHow, blank=True)
    not_yet = models.CharField(max_length=6, choices=NotYet, blank=True)
    look_again = models.DateField(null=True)
    # A second person agrees that they are not told yet; who acted alone keeps nothing from them.
    not_yet_agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    not_yet_agreed_at = models.DateTimeField(null=True)
    # Whether they were told is for their own side to say, and never for who acted.
    heard_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField(null=True)
    was_told = models.BooleanField(null=True)

    objects: ClassVar[Any] = Overrides.as_manager()
    words: dict[str, str]  # filled in by a page that opens them

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(told_at__isnull=False) & ~Q(told_how=""))
                | (Q(told_at=None, told_how="", look_again__isnull=False) & ~Q(not_yet="")),
                name="told_or_why_not_yet",
            ),
            models.CheckConstraint(
                condition=~Q(second=F("acted_by")), name="another_looks_at_it_with_them"
            ),
            models.CheckConstraint(
                condition=Q(looked_back_by=None, looked_back_at=None)
                | (
                    Q(looked_back_by__isnull=False, looked_back_at__isnull=False)
                    & ~Q(looked_back_by=F("acted_by"))
                ),
                name="looked_back_by_somebody_else",
            ),
            models.CheckConstraint(condition=~Q(categories=[]), name="safe_about_something"),
            models.CheckConstraint(
                condition=Q(not_yet_agreed_by=None, not_yet_agreed_at=None)
                | (
                    Q(
                        not_yet_agreed_by__isnull=False,
                        not_yet_agreed_at__isnull=False,
                        told_at=None,
                    )
                    & ~Q(not_yet_agreed_by=F("acted_by"))
                ),
                name="not_yet_takes_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(heard_by=None, heard_at=None, was_told=None)
                | (
                    Q(heard_by__isnull=False, heard_at__isnull=False, was_told__isnull=False)
                    & Q(told_at__isnull=False)
                    & ~Q(heard_by=F("acted_by"))
                ),
                name="told_is_said_by_their_own_side",
            ),
        ]
        indexes = [
            models.Index(fields=["life", "at"], name="without_yes_in_a_life"),
            models.Index(fields=["second", "looked_back_at"], name="without_yes_to_look_back"),
            models.Index(fields=["acted_by", "told_at"], name="without_yes_to_tell"),
        ]

    def __str__(self) -> str:
        return f"without a yes in {self.life_id}"

    @property
    def about(self) -> list[str]:
        return [str(Category(each).label) for each in self.categories]

    @property
    def is_told(self) -> bool:
        return self.told_at is not None

    @property
    def is_kept_back(self) -> bool:
        """
        They are not told yet, and that holds: until the day on which it is looked at again, if
        another agreed to it; for a day, on the word of who acted alone.
        """
        if self.is_told or self.look_again is None:
            return False
        agreed = self.not_yet_agreed_at is not None or self.at > timezone.now() - A_DAY
        return agreed and self.look_again >= timezone.localdate()


class SafeDay(models.Model):
    """
    One day, at most, of acting without a yes. Whoever acts gives themself the first; every other
    is given by a second person, and never by the one who acts.
    """

    id = models.BigAutoField(primary_key=True)
    override = models.ForeignKey(Override, models.CASCADE, related_name="days")
    number = models.PositiveSmallIntegerField()
    seat = models.OneToOneField(Seat, models.CASCADE, related_name="+")
    acts = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["override", "number"], name="one_seat_a_day"),
            models.CheckConstraint(
                condition=Q(number=1, given_by=F("acts"))
                | (Q(number__gt=1) & ~Q(given_by=F("acts"))),
                name="another_day_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"day {self.number} of {self.override_id}"

    @property
    def runs(self) -> bool:
        return self.seat.until is not None and self.seat.until > timezone.now()
