"""Somebody wants their life gone from here."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.foundation.vault.models import LifeKey

from .relationships import SaidHow


class ErasureWish(models.Model):
    """
    Somebody whose life it is said: erase it. It goes with the life, so nothing of it stays.

    Where a life is several people's, each says so; where nobody signs in whose life it is, it waits
    for a day, so that it is said twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_how = models.CharField(max_length=6, choices=SaidHow)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["life", "by"], name="wished_to_be_erased_once")
        ]

    def __str__(self) -> str:
        return f"wish to erase {self.life_id}"


def still_here(lives: Iterable[UUID]) -> list[UUID]:
    """Of these lives, those of which anything is here: after a restore, erased ones come back."""
    asked = list(lives)
    here = set(System.objects.filter(pk__in=asked).values_list("pk", flat=True))
    here |= set(LifeKey.objects.filter(life__in=asked).values_list("life", flat=True))
    return [life for life in asked if life in here]
