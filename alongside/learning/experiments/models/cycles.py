"""A small try: plan it, do it, study it, act on it. Many of them make one experiment."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry

from .diary import Diary

CYCLE = kind("experiments.cycle", Station.TRY, _("A small try"), in_small=True, beside=True)


class Made(models.TextChoices):
    """Was the change really made? No answer is anybody's fault; without a yes nothing is known."""

    YES = "yes", _("Yes, as we meant to")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No, not this time")


# Enough of a change for what came after it to say something about it.
REALLY = (Made.YES, Made.PARTLY)


class Cycles(Diary):
    def really_made(self) -> Cycles:
        """Those in which the change was made, at least partly."""
        return self.filter(really_made__in=REALLY)

    def in_order(self) -> Cycles:
        return self.select_related("entry__system", "entry__by").order_by("number")


class Cycle(models.Model):
    """
    One small try within an experiment: a day, a person, a letter. It may be only two sentences.

    Its words say what is tried in it and what people think will happen; then what happened, what
    was learnt and what comes next. Each is written when there is something to say.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    experiment = models.ForeignKey("experiments.Experiment", models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    really_made = models.CharField(max_length=6, choices=Made, blank=True)

    objects: ClassVar[Any] = Cycles.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experiment", "number"], name="one_after_another"),
            models.CheckConstraint(condition=Q(number__gte=1), name="first_is_one"),
            models.CheckConstraint(
                condition=Q(really_made__in=["", *Made.values]), name="made_partly_or_not"
            ),
        ]

    def __str__(self) -> str:
        return f"cycle {self.number} of {self.experiment_id}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
