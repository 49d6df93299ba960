"""What could go wrong, what is put in place, and the signs at which people stop and talk."""

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
from alongside.foundation.systems.models import Reader
from alongside.learning.measures.models import Measure

from .plans import Plan

TALK = kind("experiments.talk", Station.TRY, _("We stopped to talk"), stays=True)


class Named(models.QuerySet[Any]):
    def now(self) -> Named:
        """Those that hold: named in the plan and not taken off it since."""
        return self.filter(taken_off_at=None)


class Hazard(models.Model):
    """
    Something that could go wrong. Its words stand in the plan's: what, what we'll put in place and
    what would show it. Nobody says how likely or how bad: somebody is named who would notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="hazards")
    number = models.PositiveSmallIntegerField()
    # Who would notice: by looking, and by this measure if there is one.
    noticer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_off_at = models.DateTimeField(null=True)

    PARTS = ("hazard", "safeguard", "sign")

    objects: ClassVar[Any] = Named.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_hazard_a_number")
        ]

    def __str__(self) -> str:
        return f"hazard {self.number} of {self.plan_id}"

    def part(self, name: str) -> str:
        """Where its words stand among the plan's."""
        return f"{name}-{self.number}"


class StopSign(models.Model):
    """
    A sign at which people stop and talk, owned by a person and not by a colour. What the sign is
    stands in the plan's words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stop_signs")
    number = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_off_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Named.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_stop_sign_a_number")
        ]

    def __str__(self) -> str:
        return f"stop sign {self.number} of {self.plan_id}"

    @property
    def part(self) -> str:
        """Where it stands among the plan's words."""
        return f"stop-{self.number}"


class Decided(models.TextChoices):
    """What people decided when they had stopped and talked."""

    GO_ON = "go_on", _("we go on")
    PAUSE = "pause", _("we pause")
    STOP = "stop", _("we stop")


class Talks(models.QuerySet["Talk"]):
    def visible_to(self, reader: Reader) -> Talks:
        return self.filter(entry__in=Entry.objects.visible_to(reader))

    def waiting(self) -> Talks:
        """Nothing waits for anybody about what is not tried any more because it was taken back."""
        there = self.filter(sign__plan__experiment__entry__withdrawn_at=None)
        return there.filter(decided="", entry__withdrawn_at=None)


class Talk(models.Model):
    """
    Somebody saw the sign and said so; from then the clock is on who owns it, until people have
    talked and what they decided is written down. Its words say what was seen, and what was decided.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    sign = models.ForeignKey(StopSign, models.CASCADE, related_name="talks")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    held_since = models.DateTimeField(default=timezone.now)  # by whoever owns it now
    decided = models.CharField(max_length=5, choices=Decided, blank=True)
    talked_at = models.DateTimeField(null=True)
    talked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = Talks.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided="", talked_at=None)
                | (~Q(decided="") & Q(talked_at__isnull=False)),
                name="talked_once_decided",
            ),
            # While one waits, the same sign is not raised again: they are to talk about it anyway.
            models.UniqueConstraint(
                fields=["sign"], condition=Q(decided=""), name="one_talk_waits_a_sign"
            ),
        ]
        indexes = [models.Index(fields=["owner"], condition=Q(decided=""), name="talks_that_wait")]

    def __str__(self) -> str:
        return f"talk {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
