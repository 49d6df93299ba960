from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.systems.models import Reader, System

from .relationships import SaidHow


class Mergings(models.QuerySet["Merged"]):
    def current(self) -> Mergings:
        return self.filter(until=None)


class Merged(models.Model):
    """
    Two lives begun here are one person's. One leads; nothing of the other is moved or rewritten, so
    it can be undone whole. Who sits at one of them only reads what they read before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    into = models.ForeignKey(System, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    by = models.UUIDField()
    # One side asked the other, and each had the person's yes: each can take it apart again.
    each_asked = models.BooleanField(default=False)
    said_how = models.CharField(max_length=6, choices=SaidHow)
    until = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    objects: ClassVar[Any] = Mergings.as_manager()

    class Meta:
        verbose_name_plural = "merged"
        constraints = [
            models.UniqueConstraint(
                fields=["life"], condition=Q(until=None), name="leads_to_one_life"
            ),
            models.CheckConstraint(condition=~Q(life=F("into")), name="not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None)
                | Q(until__gte=F("since"), ended_by__isnull=False),
                name="merging_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.life_id} is one with {self.into_id}"


def leading(life: UUID) -> UUID:
    """The life that leads where two are one person's, or the same."""
    into = Merged.objects.current().filter(life=life).values_list("into", flat=True).first()
    return into or life


def one_person(reader: Reader, life: UUID) -> list[UUID]:
    """
    This life, and those that are one with it, where this reader holds both. To everybody else,
    somebody with a seat at each of them too, they are two, and neither leads to the other.
    """
    rows = Merged.objects.current().filter(Q(life=life) | Q(into=life))
    others = {pk for pair in rows.values_list("life", "into") for pk in pair} - {life}
    return [life, *sorted(pk for pk in others if _holds(reader, life, pk))]


def not_leading(reader: Reader, lives: Iterable[UUID]) -> set[UUID]:
    """Of these, those a list may leave out: another leads, and the reader holds both."""
    rows = Merged.objects.current().filter(life__in=list(lives)).values_list("life", "into")
    return {life for life, into in rows if _holds(reader, life, into)}


def _holds(reader: Reader, *lives: UUID) -> bool:
    return all(reader.is_inner(life) for life in lives)
