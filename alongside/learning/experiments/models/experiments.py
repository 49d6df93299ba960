"""What is being tried, and how it stands."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader, System

from .diary import Conclusion, How

TRY = kind(
    "experiments.experiment",
    Station.TRY,
    _("What we’re trying"),
    in_life=_("Something we’re trying"),
)


class Stands(models.TextChoices):
    """How something tried stands now: going on, or the last thing that was said of it."""

    GOING_ON = "going_on", _("Going on now")
    PAUSE = "pause", _("Paused")
    KEEP = "keep", _("Embedded")
    OFFER = "offer", _("Offered to others")
    CHANGE = "change", _("Adapted")
    LET_GO = "let_go", _("Let go")
    STOP = "stop", _("Stopped")

    def called(self, of_life: bool) -> str:
        return str(STANDS_IN_A_LIFE.get(self, self.label) if of_life else self.label)


STANDS_IN_A_LIFE = {Stands.KEEP: _("Kept"), Stands.CHANGE: _("Changed")}


class Experiments(models.QuerySet["Experiment"]):
    def at(self, system: System) -> Experiments:
        """Those of a table, and those addressed to it by name."""
        return self.filter(Q(entry__system=system) | Q(entry__audiences__system=system)).distinct()

    def visible_to(self, reader: Reader) -> Experiments:
        return self.filter(entry__in=Entry.objects.visible_to(reader))

    def standing(self) -> Experiments:
        """Each with ``stands``: the last thing said of it that was not taken back."""
        said = Conclusion.objects.standing().filter(experiment=OuterRef("pk"))
        going_on = models.Value(Stands.GOING_ON.value)
        now = Case(When(how=How.GO_ON, then=going_on), default=F("how"))
        last = said.order_by("-entry").annotate(now=now).values("now")[:1]
        return self.annotate(stands=Coalesce(Subquery(last), going_on))


class Experiment(models.Model):
    """
    Something being tried. Anybody around the table may begin; nobody approves it.

    Its words say what is tried, that it is legal, that it is safe, what people hope to see and, in
    a life, what the person says about trying it.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    started_on = models.DateField()
    # The day to look at it again, if one was named. Nothing happens by itself when it comes.
    until = models.DateField(null=True)

    objects: ClassVar[Any] = Experiments.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("started_on")), name="looked_at_after"
            )
        ]

    def __str__(self) -> str:
        return f"experiment {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()
