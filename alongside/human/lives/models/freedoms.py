"""Enabling risk: what somebody wants to be free to do, and who stands behind their worker."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person

from .lines import Leading

FREEDOM = kind("lives.freedom", Station.DESIGN, _("What I want to be free to do"), here_only=True)


class Freedom(models.Model):
    """
    What somebody wants to do, what could go wrong, and what is put in place so that they are as
    free as they can be. It has no score, no level and no colour: it is a conversation, kept.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")

    objects: ClassVar[Any] = Leading.as_manager()

    class Meta:
        verbose_name_plural = "freedoms"

    def __str__(self) -> str:
        return f"freedom {self.entry_id}"


class Backs(models.TextChoices):
    """What somebody who was asked to stand behind a worker said."""

    YES = "yes", _("I back this")
    NOT_YET = "not_yet", _("I cannot back it yet")


class Backings(models.QuerySet["Backing"]):
    def standing(self) -> Backings:
        return self.filter(taken_back_at=None)


class Backing(models.Model):
    """
    Somebody by name was asked to stand behind the worker in this, and what they said.

    They may read this one thing, because the person said they may, for as long as they are asked.
    The clock is on whoever was asked. "I cannot yet" says what would have to be there (a word of
    the entry), so that it is an answer and not only a no.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    freedom = models.ForeignKey(Freedom, models.CASCADE, related_name="backings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    says = models.CharField(max_length=7, choices=Backs, blank=True)
    said_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Backings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["freedom", "person"],
                condition=Q(taken_back_at=None),
                name="asked_to_back_once",
            ),
            models.CheckConstraint(
                condition=Q(says="", said_at=None) | (~Q(says="") & Q(said_at__isnull=False)),
                name="backing_said_whole_or_not",
            ),
        ]
        indexes = [models.Index(fields=["person", "taken_back_at"], name="asked_to_back")]

    def __str__(self) -> str:
        return f"{self.person_id} behind {self.freedom_id}"

    @property
    def words_part(self) -> str:
        """The part of the entry's words that says what would have to be there first."""
        return f"not yet {self.pk.hex[-12:]}"
