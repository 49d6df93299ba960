"""One knock at one door, and what is learnt of a month of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import INNER, Reader, System
from alongside.human.lives.models import Agreement

from .sources import Gateway, Sign, Source


class How(models.TextChoices):
    """How a knock was answered."""

    TALKED = "talked", _("we talked")
    RATHER_NOT = "rather_not", _("they’d rather not")
    FALSE_ALARM = "false_alarm", _("a false alarm")


class Knocks(models.QuerySet["Knock"]):
    def there(self) -> Knocks:
        """Placed, and not to go away yet."""
        return self.filter(placed_at__isnull=False, until__gt=timezone.now())

    def standing(self) -> Knocks:
        """Not answered yet."""
        return self.there().filter(ended_at=None)

    def waiting(self) -> Knocks:
        """
        For somebody at their table to take. All that came on one day are there from the next
        morning, so that who sends one cannot watch for it.
        """
        return self.standing().filter(life=None, taken_by=None, from_when__lte=timezone.now())

    def waiting_at(self, table: System) -> Knocks:
        return self.waiting().filter(table=table)

    def waiting_at_any(self, tables: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
        """Those of these tables where some wait, and since when the first of them has."""
        rows = self.waiting().filter(table__in=tables).values_list("table")
        return list(rows.annotate(since=Min("from_when")).order_by("since"))

    def taken_at(self, table: System) -> Knocks:
        return self.standing().filter(table=table, life=None, taken_by__isnull=False)

    def visible_to(self, reader: Reader) -> Knocks:
        """
        Somebody's own, their lead worker's, or whose it is who took it; nobody else's. One that
        rests on the person's own yes is there only while that stands.
        """
        inner = [seat.system_id for seat in reader.seats if seat.role in INNER]
        yes = Agreement.objects.current().filter(
            life=OuterRef("life"), organisation=OuterRef("source__organisation")
        )
        theirs = Q(life__in=inner) & (Q(source__ground=Gateway.LAW) | Exists(yes))
        mine = Q(life=None, taken_by=reader.person, table__in=reader.systems)
        return self.there().filter(theirs | mine)


class Knock(models.Model):
    """
    A sign that somebody's life may have got harder, as one knock at their door: who it is about,
    sealed under a key of its own, until when, and who has it. There is one a person at a time.

    It makes no life, and nothing follows from it by itself but that it goes away.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    sign = models.ForeignKey(Sign, models.PROTECT, related_name="+")
    table = models.ForeignKey(System, models.CASCADE, related_name="+")
    on = models.DateField()
    heard_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)
    from_when = models.DateTimeField()
    # Whose life it is, if they are known here; then nobody at the table ever sees it.
    life = models.ForeignKey(System, models.CASCADE, null=True, related_name="+")
    # Who it is about, sealed: under its own key, or under the life's. Gone once it is answered.
    sealed = models.BinaryField(null=True)
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=11, choices=How, blank=True)

    objects: ClassVar[Any] = Knocks.as_manager()

    class Meta:
        constraints = [
            # A "rather not" stands until the day this would have gone away by itself.
            models.UniqueConstraint(
                fields=["life"],
                condition=Q(ended_at=None) | Q(ended=How.RATHER_NOT),
                name="one_knock_a_life",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | (Q(ended_at__isnull=False) & ~Q(ended="")),
                name="knock_answered_somehow",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(sealed=None), name="answered_knocks_name_nobody"
            ),
        ]
        indexes = [models.Index(fields=["table", "until"], name="knocks_of_table")]

    def __str__(self) -> str:
        return f"knock {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("signals:knock", args=[self.pk])

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None

    @property
    def key(self) -> UUID:
        """Whose key seals who it is about."""
        return self.life_id or self.pk

    @property
    def had_since(self) -> Any:
        """From when on whoever has it has had it."""
        return self.taken_at or (self.placed_at if self.life_id else self.from_when)


class Mark(models.Model):
    """
    A keyed hash of one way of naming somebody, while a knock for them stands: what keeps a second
    sign from being stacked on the first, whoever sends it.
    """

    id = models.BigAutoField(primary_key=True)
    knock = models.ForeignKey(Knock, models.CASCADE, related_name="marks")
    hash = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"mark of {self.knock_id}"


class Month(models.Model):
    """How often a sign was wrong in a month: doors that opened, and false alarms among them."""

    id = models.BigAutoField(primary_key=True)
    sign = models.ForeignKey(Sign, models.CASCADE, related_name="months")
    on = models.DateField()
    opened = models.PositiveIntegerField(default=0)
    false_alarms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign", "on"], name="one_month_a_sign"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%B %Y} of {self.sign_id}"
