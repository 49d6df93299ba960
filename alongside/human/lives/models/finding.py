from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Category, System
from alongside.foundation.vault.safe import keyed_hash
from alongside.human.lives.identifiers import SAME, Combination, Identifiers, combinations

from .merging import leading

IDENTITY = kind("lives.identity", Station.UNDERSTAND, _("What I am known by"), here_only=True)
# What two identifiers are sealed with; nothing else is.
USE = "finding"


class Identity(models.Model):
    """
    What somebody is known by elsewhere: their name on papers, when they were born, where they live.

    The words are sealed in its entry, for the person and who walks alongside them. A life has one:
    what is put right takes the place of what stood there.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    life = models.OneToOneField(System, models.CASCADE, related_name="+")
    # Others who meet them may ask, through who walks alongside, to be introduced.
    findable = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"identity of {self.life_id}"


class Known(models.Model):
    """
    Two things somebody is known by, together, as a keyed hash: who has both of them, and asks here,
    can be told that somebody may know them. It cannot be read back, listed, or asked by one alone.
    """

    id = models.BigAutoField(primary_key=True)
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    of = models.CharField(max_length=20)  # which two, such as "name and born"
    # Written the same, or only sounding alike: that is for asking, never for acting on.
    alike = models.BooleanField(default=False)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "known"
        constraints = [
            models.UniqueConstraint(fields=["hash", "life"], name="known_once"),
        ]

    def __str__(self) -> str:
        return f"{self.of} of {self.life_id}"


def hashed(combination: Combination) -> bytes:
    return keyed_hash(USE, f"{combination.of}|{combination.text}")


class Answer(models.TextChoices):
    """What came of somebody asking to be introduced. Only a yes is ever told to who asked."""

    YES = "yes", _("Yes, they would like that")
    NOT_NOW = "not_now", _("Not now")
    SOMEBODY_ELSE = "else", _("It is somebody else")


class Lookings(models.QuerySet["Looking"]):
    def lately(self, by: Person, ago: timedelta) -> Lookings:
        return self.filter(by=by, at__gt=timezone.now() - ago)

    def waiting(self) -> Lookings:
        """Asked, and not answered yet: the clock is on who walks alongside."""
        return self.filter(asked_at__isnull=False, answered_at=None)


class Looking(models.Model):
    """
    Somebody looked whether anybody here knows a person they met, before they began a record.

    Ids only: nothing of what they typed is kept. Who they met, if it is anybody, is never told to
    them by this row; it is there so that the question reaches who walks alongside that person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # When the life is erased, this stands as if it had never been found.
    life = models.ForeignKey(System, models.SET_NULL, null=True, related_name="+")
    # Two things were the same and point to this life alone: enough to act on, not only to ask.
    certain = models.BooleanField(default=False)
    # Whoever asks walks with somebody who may be the same person, and has their yes to asking.
    same_as = models.ForeignKey(System, models.CASCADE, null=True, related_name="+")
    about = models.CharField(max_length=10, choices=Category, blank=True)
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = Lookings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (Q(answered_at__isnull=False, asked_at__isnull=False) & ~Q(answer="")),
                name="looking_answered_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "at"], name="lookings_of_somebody"),
            models.Index(fields=["life", "answered_at"], name="asked_of_a_life"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} looked for somebody"


def match(known: Identifiers) -> UUID | None:
    """
    The one life these point to without a doubt, or none: for what acts on it (a sign that a life
    may have got harder, keeping somebody safe). Never shown to anybody; only rooms that hand
    something to who walks alongside may ask.

    Two identifiers must be the same, and what else is known of both must not say otherwise: a
    father and a son of one name at one address are two people.
    """
    agreeing = {leading(life) for life in _agreeing(known)}
    return agreeing.pop() if len(agreeing) == 1 else None


def certainly(known: Identifiers) -> set[UUID]:
    """As ``match``, before two lives of one person are said to be one: for where that is known."""
    return set(_agreeing(known))


def may_be(known: Identifiers) -> list[UUID]:
    """Lives these may point to, those that most agree with first: for asking, never for acting."""
    rows = Known.objects.filter(hash__in=[hashed(each) for each in combinations(known)])
    found: dict[UUID, set[tuple[str, bool]]] = defaultdict(set)
    for life, of, alike in rows.values_list("life", "of", "alike"):
        found[life].add((of, alike))
    return sorted(found, key=lambda life: (-_sameness(found[life]), life))


def _sameness(agreeing: Iterable[tuple[str, bool]]) -> int:
    """How much agrees, for putting the likeliest first and for nothing else."""
    return sum(1 if alike else 10 for _of, alike in agreeing)


def _agreeing(known: Identifiers) -> dict[UUID, set[str]]:
    """Of each life that has two of these the same: which, if none of the others is at odds."""
    asked = {hashed(each): each for each in combinations(known) if each.level == SAME}
    hits = Known.objects.filter(hash__in=list(asked), alike=False).values("life")
    found: dict[UUID, set[str]] = defaultdict(set)
    known_of: dict[UUID, set[str]] = defaultdict(set)
    for life, of, hash_ in Known.objects.filter(life__in=hits, alike=False).values_list(
        "life", "of", "hash"
    ):
        known_of[life].add(of)
        if bytes(hash_) in asked:
            found[life].add(of)
    asked_of = {each.of for each in asked.values()}
    return {
        life: agrees
        for life, agrees in found.items()
        if not _at_odds(agrees, known_of[life] & asked_of)
    }


def _at_odds(agrees: set[str], both_known: set[str]) -> bool:
    """Who was born on another day, or bears another name, is somebody else."""
    lasting = {"name", "born"}
    said = {which for of in agrees for which in of.split(" and ")}
    other = {which for of in both_known - agrees for which in of.split(" and ")}
    return bool((other - said) & lasting)
