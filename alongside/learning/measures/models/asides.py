"""What people write beside the points: notes, points set aside, limits held still or set anew."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader

from .measures import Measure

NOTE = kind("measures.note", Station.UNDERSTAND, _("A note on a chart"), beside=True)
ASIDE = kind("measures.aside", Station.UNDERSTAND, _("A point set aside"), beside=True)
FREEZE = kind(
    "measures.freeze", Station.UNDERSTAND, _("Limits held still"), stays=True, beside=True
)
ROLLING = kind(
    "measures.rolling",
    Station.UNDERSTAND,
    _("Whether these are rolling averages"),
    stays=True,
    beside=True,
)
RESET = kind("measures.reset", Station.UNDERSTAND, _("Limits set anew"), stays=True, beside=True)


class Beside(models.QuerySet[Any]):
    def standing(self) -> Beside:
        """Those that were not taken back."""
        return self.filter(entry__withdrawn_at=None)

    def visible_to(self, reader: Reader) -> Beside:
        return self.filter(entry__in=Entry.objects.visible_to(reader))


class Note(models.Model):
    """
    A dated note on a chart: "the national figure was 92 in June, from ...", "we moved building".

    It is where other people's figures belong, instead of a line that everybody looks at.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="notes")
    on = models.DateField()

    objects: ClassVar[Any] = Beside.as_manager()

    def __str__(self) -> str:
        return f"note {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()


class Aside(models.Model):
    """
    A point set aside, with a reason in words: it stays on the chart, hollow, and is in no limit.

    Taken back, the point is as any other again.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="asides")
    period = models.DateField()

    objects: ClassVar[Any] = Beside.as_manager()

    def __str__(self) -> str:
        return f"point of {self.period} set aside"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()


class Freeze(models.Model):
    """
    Limits held still: made of the points up to a day, at the start of a change, and no others.

    What it was held still for is an entry it rests on; this room does not know what that is. Of
    several for one day, where that was said anew, the newest holds.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="freezes")
    base_until = models.DateField()
    # Of how many points up to that day; of all in their stretch, if not said.
    base = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[Any] = Beside.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(base=None) | Q(base__gte=1), name="limits_made_of_some_points"
            ),
        ]

    def __str__(self) -> str:
        return f"limits of {self.measure_id} held still from {self.base_until}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()


class Reset(models.Model):
    """
    Limits set anew from a point on: only where four questions were each answered yes, in words.

    Whoever wrote it signed it. The limits before it stay, and the chart can be drawn without it.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="resets")
    starts = models.DateField()

    # The four questions (Wheeler), as parts of the words.
    QUESTIONS = ("differently", "reason", "desirable", "expected")

    objects: ClassVar[Any] = Beside.as_manager()

    def __str__(self) -> str:
        return f"limits of {self.measure_id} set anew from {self.starts}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()


class Rolling(models.Model):
    """
    The word of somebody who holds the table, for everybody to read: what is counted, by one version
    of how, is no rolling average. Or that it may be one after all, which takes the word back.

    The newest for a version holds. A new version of how it is counted is asked about anew.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="rolling")
    # Of which version of how it is counted.
    number = models.PositiveSmallIntegerField()
    maybe = models.BooleanField()

    objects: ClassVar[Any] = Beside.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="rolling_by_a_definition"),
        ]

    def __str__(self) -> str:
        return f"word on rolling averages of {self.measure_id}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
