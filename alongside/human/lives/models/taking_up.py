from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.foundation.people.models import Person

from .finding import Looking
from .relationships import Relationship


class TakingsUp(models.QuerySet["TakingUp"]):
    def waiting(self) -> TakingsUp:
        return self.filter(answered_at=None)


class TakingUp(models.Model):
    """
    Somebody has a person beside them who was here before, and has no card: they ask to go on with
    them. A steward of the place makes sure that the person is there; the clock is on them.

    It stands here alike whether or not anything of that person rests here. Who makes sure is not
    told either.
    """

    looking = models.OneToOneField(
        Looking, models.CASCADE, primary_key=True, related_name="taking_up"
    )
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    new = models.ForeignKey(Relationship, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = TakingsUp.as_manager()

    class Meta:
        verbose_name_plural = "takings up"
        constraints = [
            models.CheckConstraint(
                condition=Q(new=None) | Q(answered_at__isnull=False),
                name="made_sure_before_it_goes_on",
            )
        ]

    def __str__(self) -> str:
        return f"to go on ({self.pk})"
