"""What it would have cost not to help, as a story of money over time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry

from .diary import Diary

COSTS = kind("experiments.costs", Station.UNDERSTAND, _("What it would have cost not to help"))


class CostStory(models.Model):
    """
    What was spent and what might have come instead: twenty thousand early, or three quarters of a
    million late. Each amount says where it comes from.

    It has no amounts of its own: they are words of its entry, sealed in a life, so that nothing can
    add them up with those of another story or put two of them in order.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    # The telling that this one puts right or adds to.
    before = models.ForeignKey("self", models.CASCADE, null=True, related_name="later")

    objects: ClassVar[Any] = Diary.as_manager()

    def __str__(self) -> str:
        return f"costs {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
