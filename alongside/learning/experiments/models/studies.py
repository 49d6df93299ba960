"""What people see in it, beside what they expected before they knew."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.learning.measures.models import KeptChart

from .diary import Diary

# What was seen is not taken out of sight by one person: it stays, and is looked at again.
STUDY = kind("experiments.study", Station.UNDERSTAND, _("What we see in it"), stays=True)


class Result(models.TextChoices):
    """
    What was expected beside what was counted, worked out by arithmetic. It says nothing of why.
    """

    AS_EXPECTED = "as_expected", _("About as we expected")
    SMALLER = "smaller", _("Smaller than we expected")
    LARGER = "larger", _("Larger than we expected")
    OTHER_WAY = "other_way", _("The other way from what we expected")
    NO_SIGNAL = "no_signal", _("No signal yet")
    MOVING = "moving", _("Cannot tell: it was moving before")
    TOO_FEW = "too_few", _("Too few points")
    NOT_MADE = "not_made", _("The change was not really made")


# These say that something moved, so there are two numbers behind them.
CLAIMS = (Result.AS_EXPECTED, Result.SMALLER, Result.LARGER, Result.OTHER_WAY)


class Study(models.Model):
    """
    A look at what happened, beside what was expected, as it was known on a day.

    What was compared is kept with it: the expectation, the two middles and the charts, so that it
    can be drawn again as it was seen. Its words say what people see in it, and what people said.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    experiment = models.ForeignKey("experiments.Experiment", models.CASCADE, related_name="studies")
    known_at = models.DateTimeField()
    # The day to decide, as it was named then: before it, this was an early look.
    decide_on = models.DateField(null=True)
    result = models.CharField(max_length=11, choices=Result)
    direction = models.CharField(max_length=8, blank=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)

    objects: ClassVar[Any] = Diary.as_manager()

    # What was compared and what came of it: the database keeps it as it is (see ``guards``).
    WRITTEN_ONCE = (
        "entry_id", "experiment_id", "known_at", "decide_on", "result", "direction", "low", "high",
        "before", "after",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=Result.values), name="one_of_the_results"
            ),
            models.CheckConstraint(
                condition=~Q(result__in=[*CLAIMS]) | Q(before__isnull=False, after__isnull=False),
                name="a_claim_has_its_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.NOT_MADE) | Q(before=None, after=None),
                name="no_numbers_if_not_made",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
                name="study_low_up_to_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.experiment_id}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()

    @property
    def is_early(self) -> bool:
        """Looked at before the day that was named."""
        day = timezone.localdate(self.known_at)
        return self.decide_on is not None and day < self.decide_on


class Seen(models.Model):
    """A chart that was looked at in a study, and as what: the main one, or a balancing one."""

    id = models.BigAutoField(primary_key=True)
    study = models.ForeignKey(Study, models.CASCADE, related_name="seen")
    chart = models.ForeignKey(KeptChart, models.CASCADE, related_name="+")
    as_what = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "chart"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.as_what} of {self.study_id}"
