"""Whose voice something is, who promised them news, what is asked and answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System

from .entries import Entry

ASK = kind("logbook.ask", Station.DESIGN, _("What we have asked"))
ANSWER = kind("logbook.answer", Station.EMBED, _("An answer"))


class Teller(models.Model):
    """
    Whoever told something: somebody who signs in, or whoever holds the card with this code.

    Apart from who typed it. The code itself is not kept, only its keyed hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    code = models.BinaryField(max_length=32, null=True, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"teller {self.pk}"


class Voice(models.Model):
    """Whose voice an entry is."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="voices")
    teller = models.ForeignKey(Teller, models.CASCADE, related_name="voices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "teller"], name="one_voice_a_teller")
        ]

    def __str__(self) -> str:
        return f"{self.teller_id} in {self.entry_id}"


class Promises(models.QuerySet["Promise"]):
    def owed(self) -> Promises:
        return self.filter(kept_at=None, entry__withdrawn_at=None)


class Promise(models.Model):
    """
    Somebody told a teller: I will bring you news of what comes of this.

    Another may offer to bring it instead. It is theirs once whoever promised it said yes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="promises")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    held_since = models.DateTimeField(default=timezone.now)  # by whoever owes it now
    kept_at = models.DateTimeField(null=True)  # when the first news reached the teller
    # Who made it, where somebody else has taken it on since.
    first_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = Promises.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], name="one_who_brings_news"),
        ]
        indexes = [
            # What is owed, in the order it is told: the few owed longest are the first of them.
            models.Index(
                fields=["by", "held_since", "id"], condition=Q(kept_at=None), name="answers_owed"
            ),
            models.Index(fields=["by", "kept_at"], name="answers_given"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} owes an answer for {self.entry_id}"


class Way(models.TextChoices):
    """How news reached a teller."""

    IN_PERSON = "person", _("told in person")
    ON_PAPER = "paper", _("given on paper")
    HERE = "here", _("read here")


class News(models.Model):
    """A teller has had the words written for them in this conclusion."""

    id = models.BigAutoField(primary_key=True)
    promise = models.ForeignKey(Promise, models.CASCADE, related_name="news")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    way = models.CharField(max_length=6, choices=Way)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promise", "entry"], name="news_brought_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} for {self.promise_id}"


class Ask(models.Model):
    """
    Something one table asks another to change: up, across or down.

    The clock is on whoever was asked.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    of = models.ForeignKey(System, models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["of", "answered_at"], name="asked_of_us")]

    def __str__(self) -> str:
        return f"{self.entry_id} of {self.of_id}"


class Says(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("It cannot change yet")


class Answer(models.Model):
    """An answer to an ask or to a voice: yes, partly, or not yet, because, and who could."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    ask = models.ForeignKey(Ask, models.CASCADE, null=True, related_name="answers")
    says = models.CharField(max_length=8, choices=Says)

    def __str__(self) -> str:
        return f"{self.says} ({self.entry_id})"
