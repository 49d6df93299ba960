"""What people notice while something is tried, and what they do with it in the end."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader

LEARNING = kind("experiments.learning", Station.TRY, _("What we are learning"))
CONCLUSION = kind("experiments.conclusion", Station.EMBED, _("What we keep, change or let go"))


class How(models.TextChoices):
    """
    What people do with what they tried. None of them is a success or a failure.

    To pause is to stop for now and talk; to stop is to end it at once. What is paused can be gone
    on with.
    """

    KEEP = "keep", _("embed it")
    CHANGE = "change", _("adapt it")
    LET_GO = "let_go", _("let it go")
    PAUSE = "pause", _("pause it")
    STOP = "stop", _("stop it")
    GO_ON = "go_on", _("go on with it")
    OFFER = "offer", _("offer it to others as a principle")


# In a life it is said more simply, and there is less to choose from.
IN_A_LIFE = {How.KEEP: _("keep it"), How.CHANGE: _("change it"), How.LET_GO: _("let it go")}
# Said in a moment: nothing may stand in the way of pausing or stopping.
AT_ONCE = {How.PAUSE, How.STOP, How.GO_ON}


class Diary(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(entry__withdrawn_at=None)

    def visible_to(self, reader: Reader) -> Self:
        return self.filter(entry__in=Entry.objects.visible_to(reader))

    def newest_first(self) -> Self:
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
    What people learnt from trying and what they do with it: embed, adapt, let go, pause, stop, or
    offer it.

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

    @property
    def says(self) -> str:
        """What people do with it, in the words of where they are."""
        how = How(self.how)
        return str(IN_A_LIFE.get(how, how.label) if self.entry.of_life else how.label)
