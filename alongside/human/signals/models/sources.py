"""Who may speak to a table, what they may say, and how to read what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Organisation
from alongside.foundation.systems.models import System

# The words of a source; each of its signs has two parts more, "sign 1" and "not 1".
PARTS = ("name", "gateway", "pauses", "pause_gateway")
SOURCE = kind("signals.source", Station.UNDERSTAND, _("Where we hear of it"), beside=True)


class Gateway(models.TextChoices):
    """By what right one organisation tells another something about somebody."""

    LAW = "law", _("a law, or an agreement made under one")
    AGREED = "agreed", _("the person’s own yes")


class Source(models.Model):
    """
    A system of some organisation that notices things, such as council tax: what it may say to the
    table that keeps it here, by what right, and what it can be asked to pause.

    Its name, what each sign means and does not mean, and the laws' names are words of its entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=6, choices=Gateway)
    # Who can pause what it does to people, and by what right; nobody if there is nothing to pause.
    asked = models.ForeignKey(System, models.PROTECT, null=True, related_name="+")
    pause_ground = models.CharField(max_length=6, choices=Gateway, blank=True)
    held_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    name: str
    gateway: str
    pauses: str
    pause_gateway: str
    says: list[Sign]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked=None, pause_ground="")
                | (Q(asked__isnull=False) & ~Q(pause_ground="")),
                name="who_can_pause_and_by_what_right",
            )
        ]

    def __str__(self) -> str:
        return f"source {self.entry_id}"

    @property
    def table(self) -> UUID:
        """The table that keeps it, and to which it speaks."""
        return self.entry.system_id

    @property
    def may_say(self) -> dict[str, str]:
        """What each of its signs is sent as, by its words in small letters."""
        return {sign.words.casefold(): sign.slug for sign in self.says}

    @property
    def is_listened_to(self) -> bool:
        return self.held_at is None and self.ended_at is None


class Token(models.Model):
    """What a source shows to be heard. Only its keyed hash is kept; each can be stopped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="tokens")
    hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token of {self.source_id}"


class Sign(models.Model):
    """A kind of thing a source may say, and with it what that does not mean."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="signs")
    n = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=40)

    words: str
    not_meant: str

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "slug"], name="one_sign_a_slug"),
            models.UniqueConstraint(fields=["source", "n"], name="one_sign_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} of {self.source_id}"


class Heard(models.Model):
    """A message that came already, so that the same message is one however often it is sent."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    key = models.BinaryField(max_length=32, unique=True)
    at = models.DateTimeField(default=timezone.now)
    # Brought in by somebody, and not said by the source itself, which shows a token.
    in_a_file = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="heard_lately")]

    def __str__(self) -> str:
        return f"heard of {self.source_id}"


def said_of(sources: Iterable[Source]) -> list[Source]:
    """The same sources with what their entries say filled in, and their signs, in three queries."""
    sources = list(sources)
    words = words_of([source.entry for source in sources])
    signs = Sign.objects.filter(source__in=sources).order_by("n")
    by_source: dict[UUID, list[Sign]] = {}
    for sign in signs:
        said = words.get(sign.source_id, {})
        sign.words, sign.not_meant = said.get(f"sign {sign.n}", ""), said.get(f"not {sign.n}", "")
        by_source.setdefault(sign.source_id, []).append(sign)
    for source in sources:
        said = words.get(source.pk, {})
        for part in PARTS:
            setattr(source, part, said.get(part, ""))
        source.says = by_source.get(source.pk, [])
    return sources
