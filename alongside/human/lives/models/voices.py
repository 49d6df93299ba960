"""Who speaks with somebody who cannot speak for themself now: named, why, and until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import A_YEAR, System

from .agreements import Agreement, Question, Said
from .relationships import SaidHow

SPEAKS_WITH = kind(
    "lives.speaks_with",
    Station.UNDERSTAND,
    _("Who speaks with me"),
    stays=True,
    here_only=True,
)


class WhyWith(models.TextChoices):
    """Why somebody does not speak alone."""

    CHILD = "child", _("they are a child")
    NOT_NOW = "now", _("they cannot decide this now")


class SpeaksWiths(models.QuerySet["SpeaksWith"]):
    def current(self) -> SpeaksWiths:
        return self.filter(ended_at=None, until__gt=timezone.now())


class SpeaksWith(models.Model):
    """
    Somebody named speaks with a child, or with somebody who cannot decide now. It ends by itself
    within a year. It is no seat: they read what the person is asked, and nothing else of the life.

    Why is sealed with the entry.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    life = models.ForeignKey(System, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    because = models.CharField(max_length=5, choices=WhyWith)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_how = models.CharField(max_length=6, choices=SaidHow)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = SpeaksWiths.as_manager()
    words: dict[str, str]  # filled in by a page that opens them

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["life", "person"],
                condition=Q(ended_at=None),
                name="speaks_with_them_once",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since"), until__lte=F("since") + A_YEAR),
                name="speaks_with_them_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="speaking_ended_whole_or_not",
            ),
        ]
        indexes = [models.Index(fields=["person", "ended_at"], name="speaks_with")]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.life_id}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.until <= timezone.now()


class TheirOwn(models.TextChoices):
    """What the person themself said or showed: it stands beside, and a no is a no."""

    YES = "yes", _("yes, they want it")
    UNSURE = "unsure", _("they could not say")
    NO = "no", _("no, they do not want it")


class SaidWiths(models.QuerySet["SaidWith"]):
    def standing(self) -> SaidWiths:
        """Those nobody took back."""
        return self.filter(taken_back_at=None)


class SaidWith(models.Model):
    """
    What somebody who speaks with a person says to one question, with what the person themself said
    or showed, in words of the question's entry. Where the person signs in it settles nothing.

    Taken back, those words go, a yes it gave ends, and a question it answered no to waits again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="said_with")
    voice = models.ForeignKey(SpeaksWith, models.CASCADE, related_name="+")
    says = models.CharField(max_length=3, choices=Said)
    theirs = models.CharField(max_length=6, choices=TheirOwn)
    at = models.DateTimeField(default=timezone.now)
    gave = models.ForeignKey(Agreement, models.SET_NULL, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = SaidWiths.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "voice"],
                condition=Q(taken_back_at=None),
                name="said_with_them_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="said_with_taken_back_whole_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(says=Said.YES, theirs=TheirOwn.NO), name="their_own_no_is_a_no"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} with {self.voice_id}"

    @property
    def words_part(self) -> str:
        """The part of the question's words that says what the person themself said or showed."""
        return f"their own {self.pk.hex[-12:]}"
