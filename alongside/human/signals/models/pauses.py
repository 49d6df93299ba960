"""The one thing that is asked of a source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System

from .knocks import Knock
from .sources import Gateway


class Says(models.TextChoices):
    PAUSED = "paused", _("It is paused")
    CANNOT = "cannot", _("It cannot be paused, because")


class Pauses(models.QuerySet["Pause"]):
    def waiting(self) -> Pauses:
        return self.filter(answered_at=None, knock__until__gt=timezone.now())

    def waiting_at_any(self, tables: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
        """Those of these tables that owe an answer, and since when."""
        rows = self.waiting().filter(of__in=tables).values_list("of")
        return list(rows.annotate(since=Min("asked_at")).order_by("since"))


class Pause(models.Model):
    """
    Asked of a source: leave this one be for now. The clock is on whoever was asked.

    It names the person as the source itself named them, sealed, and no longer than until it is
    answered. Nothing else ever goes back to a source.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    knock = models.OneToOneField(Knock, models.CASCADE, related_name="pause")
    of = models.ForeignKey(System, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=6, choices=Gateway)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.CharField(max_length=6, choices=Says, blank=True)
    paused_until = models.DateField(null=True)
    because = models.BinaryField(null=True)  # the law that is in the way, sealed

    objects: ClassVar[Any] = Pauses.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, says="")
                | (Q(answered_at__isnull=False, sealed=None) & ~Q(says="")),
                name="pause_answered_names_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(says=Says.CANNOT) | Q(because__isnull=False),
                name="cannot_be_paused_because",
            ),
        ]
        indexes = [models.Index(fields=["of", "answered_at"], name="pauses_asked_of")]

    def __str__(self) -> str:
        return f"pause {self.pk}"

    @property
    def key(self) -> UUID:
        return self.knock.life_id or self.pk
