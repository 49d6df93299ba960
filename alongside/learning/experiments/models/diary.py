"""What people notice while something is tried, and what they do with it in the end."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader

LEARNING = kind("experiments.learning", Station.TRY, _("What we are learning"))
CONCLUSION = kind("experiments.conclusion", Station.EMBED, _("What we keep, change or let go"))


class How(models.TextChoices):
    """What people do with what they tried. None of them is a success or a failure."""

    KEEP = "keep", _("keep it")
    CHANGE = "change", _("change it")
    LET_GO = "let_go", _("let it go")
    OFFER = "offer", _("offer it to others")


class Diary(models.QuerySet[Any]):
    def standing(self) -> Diary:
        """Those that were not taken back."""
        return self.filter(entry__withdrawn_at=None)

    def visible_to(self, reader: Reader) -> Diary:
        return self.filter(entry__in=Entry.objects.visible_to(reader))

    def newest_first(self) -> Diary:
        return self.select_related("entry__system", "entry__by").order_by("-entry")


class Learning(models.Model):
    """What somebody noticed while it is tried: what happened, what surprised, is good, is hard."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    experiment = models.ForeignKey(
        "experiments.Experiment", models.CASCADE, related_name="learnings"
    )

    objects: ClassVar[Any] = Diary.as_manager()

    def __str__(self) -> str:
        return f"learning {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.experiment.get_absolute_url()}#{self.pk}"


class Conclusion(models.Model):
    """
    What people learnt from trying and what they do with it: keep, change, let go, or offer it.

    It can be said anew at any time; the newest is how it stands, and those before stay beside it.
    What is offered is a principle in words for others to make their own of, never a copy.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    experiment = models.ForeignKey(
        "experiments.Experiment", models.CASCADE, related_name="conclusions"
    )
    how = models.CharField(max_length=6, choices=How)

    objects: ClassVar[Any] = Diary.as_manager()

    def __str__(self) -> str:
        return f"{self.how} {self.experiment_id}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
