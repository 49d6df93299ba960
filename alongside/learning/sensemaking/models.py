from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader

INSIGHT = kind("sensemaking.insight", Station.DESIGN, _("What we think is going on"))
PERSPECTIVE = kind("sensemaking.perspective", Station.DESIGN, _("A way of seeing it"))


class Insight(models.Model):
    """
    What people around a table think is going on, because of what they heard.

    What it rests on is said when it is written and stays as it was: to take it further is to write
    another one that rests on this one and on what was heard since.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"insight {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()


class Perspectives(models.QuerySet["Perspective"]):
    def standing(self) -> Perspectives:
        """Those that were not taken back."""
        return self.filter(entry__withdrawn_at=None)

    def visible_to(self, reader: Reader) -> Perspectives:
        return self.filter(entry__in=Entry.objects.visible_to(reader))

    def side_by_side(self) -> Perspectives:
        """In the order they were written down, which is the only order they have."""
        return self.select_related("entry__system", "entry__by").order_by("entry")


class Perspective(models.Model):
    """
    One way of seeing it: whose it is, and why they see it so.

    It stands beside the others as their equal. Nothing joins, counts or ranks them.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    insight = models.ForeignKey(Insight, models.CASCADE, related_name="perspectives")
    # A keyed hash of whose it is: tells two people apart without opening anybody's words.
    of_whom = models.BinaryField(max_length=32)

    objects: ClassVar[Any] = Perspectives.as_manager()

    def __str__(self) -> str:
        return f"perspective {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.insight.get_absolute_url()}#{self.pk}"
