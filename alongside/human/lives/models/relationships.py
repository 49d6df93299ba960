from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System


class SaidHow(models.TextChoices):
    """How somebody said what was written down for them as theirs to say."""

    HERE = "here", _("here, by themselves")
    BESIDE = "beside", _("said to the one who walks alongside")


class Ended(models.TextChoices):
    """How two people stopped walking together. None of them is a failure, and none is for good."""

    AGREED = "agreed", _("an agreed ending")
    CHANGED = "changed", _("the person chose somebody else")
    LEFT = "left", _("the person left")
    COULD_NOT_REACH = "could_not_reach", _("we could not reach them")


class Relationships(models.QuerySet["Relationship"]):
    def current(self) -> Relationships:
        return self.filter(until=None)


class Relationship(models.Model):
    """
    The learning relationship: the one worker who walks alongside a life, chosen with the person.

    It stays through every introduction and every change of organisation. There is one at a time;
    those before stay beside it, so that the history of who walked alongside is the person's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    worker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    chosen_how = models.CharField(max_length=6, choices=SaidHow, default=SaidHow.BESIDE)
    until = models.DateTimeField(null=True)
    ended = models.CharField(max_length=15, choices=Ended, blank=True)
    ended_by = models.UUIDField(null=True)
    ended_how = models.CharField(max_length=6, choices=SaidHow, blank=True)

    objects: ClassVar[Any] = Relationships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["life"], condition=Q(until=None), name="one_walks_alongside"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended="", ended_by=None)
                | (Q(until__gte=F("since"), ended_by__isnull=False) & ~Q(ended="")),
                name="relationship_ended_somehow",
            ),
        ]
        indexes = [models.Index(fields=["worker", "until"], name="lives_walked_with")]

    def __str__(self) -> str:
        return f"{self.worker_id} alongside {self.life_id}"
