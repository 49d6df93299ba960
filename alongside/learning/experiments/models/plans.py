"""How a table means to learn from what it tries: what it expects, and how it will look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation.kit.ids import uuid7
from alongside.foundation.logbook.kinds import Station, kind
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader
from alongside.learning.measures.models import Measure

from .experiments import Experiment

# Many hands write it, and what was expected is not taken out of sight: it stays.
PLAN = kind(
    "experiments.plan", Station.DESIGN, _("How we’ll learn from it"), stays=True, beside=True
)
CHANGE = kind(
    "experiments.change", Station.DESIGN, _("A change of the plan"), stays=True, beside=True
)


class Direction(models.TextChoices):
    """Which way people expect the main measure to move. None of them is good or bad."""

    UP = "up", _("up")
    DOWN = "down", _("down")
    NEITHER = "neither", _("neither way")


class Rules(models.TextChoices):
    """The named rules by which a chart is read. Fixed beforehand, so that nobody picks after."""

    ANHOEJ = "anhoej", _("A run chart: has it shifted?")
    MDC = "mdc", _("A chart with limits: which points stand out?")


# With fewer points before it, these rules cannot tell what was ordinary.
LEAST = {Rules.ANHOEJ: 10, Rules.MDC: 12}
MOST_BEFORE = 10_000


class Plans(models.QuerySet["Plan"]):
    def visible_to(self, reader: Reader) -> Plans:
        return self.filter(entry__in=Entry.objects.visible_to(reader))


def change_begins(tried: Iterable[UUID]) -> dict[UUID, date]:
    """The day on which the change begins, of what was tried with a plan that says so."""
    rows = Plan.objects.filter(experiment__in=list(tried), starts_on__isnull=False)
    return {pk: day for pk, day in rows.values_list("experiment", "starts_on") if day}


class Plan(models.Model):
    """
    How a team, an organisation or a place means to learn from something it tries. It is help, not
    a gate: anything may be tried without one. In a life there is none.

    Its words say the change and why people think it could work, what they expect and why, and why
    nothing is watched for getting worse, if so. What is expected is of the main measure: a size of
    change, in its unit, from ``low`` to ``high``; for ``neither`` it is how far it may wander.

    Once locked, the database refuses every change of what was expected.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    experiment = models.OneToOneField(Experiment, models.CASCADE, related_name="plan")
    # When the change begins: limits are made of what came before.
    starts_on = models.DateField(null=True)
    direction = models.CharField(max_length=7, choices=Direction, blank=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    by_when = models.DateField(null=True)
    # How it will be read: by which rules, from how many points before, and the day to decide.
    rules = models.CharField(max_length=6, choices=Rules, blank=True)
    baseline = models.PositiveSmallIntegerField(null=True)
    decide_on = models.DateField(null=True)
    # Which version of how the main measure is counted it was said of, when it was locked.
    definition = models.PositiveSmallIntegerField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = Plans.as_manager()

    # Parts of its words that may be said anew: the newest holds, those before stay.
    PARTS = ("change", "theory", "why", "no_balancing")
    # What is expected: after the lock the database keeps it as it is (see ``guards``).
    EXPECTED = (
        "experiment_id", "starts_on", "direction", "low", "high", "by_when", "definition",
        "locked_at",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, low__gte=0, high__gte=F("low")),
                name="expected_from_low_to_high",
            ),
            models.CheckConstraint(
                condition=Q(by_when=None) | Q(starts_on__isnull=False, by_when__gte=F("starts_on")),
                name="expected_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(decide_on=None) | Q(starts_on=None) | Q(decide_on__gte=F("starts_on")),
                name="decided_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(locked_at=None)
                | (
                    ~Q(direction="")
                    & ~Q(rules="")
                    & Q(
                        starts_on__isnull=False,
                        high__isnull=False,
                        by_when__isnull=False,
                        baseline__isnull=False,
                        decide_on__isnull=False,
                        definition__isnull=False,
                    )
                ),
                name="locked_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    def get_absolute_url(self) -> str:
        return self.entry.get_absolute_url()

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_ahead(self) -> bool:
        """The day the change begins is still to come."""
        return self.starts_on is not None and self.starts_on > timezone.localdate()

    @property
    def days_begun(self) -> int:
        """How many days the change had gone on when it was locked; 0 if it had not begun."""
        if self.locked_at is None or self.starts_on is None:
            return 0
        return max((timezone.localdate(self.locked_at) - self.starts_on).days, 0)

    @property
    def says_what_is_expected(self) -> bool:
        return self.direction != ""

    @property
    def says_how_to_look(self) -> bool:
        return self.rules != ""


def newest(words: Mapping[str, str], part: str) -> str:
    """What was said of a part last: ``theory``, ``theory-2``, …"""
    return next(reversed(said(words, part)), "")


def said(words: Mapping[str, str], part: str) -> list[str]:
    """Everything that was said of a part, in the order it was said."""
    named, n = [part], 2
    while f"{part}-{n}" in words:
        named.append(f"{part}-{n}")
        n += 1
    return [words[name] for name in named if name in words]


class AsWhat(models.TextChoices):
    """What a measure is for in this plan."""

    MAIN = "main", _("What we most want to see move")
    PROCESS = "process", _("Whether the change is really made")
    BALANCING = "balancing", _("What might get worse elsewhere")
    EXPERIENCE = "experience", _("How it is for the people in it")


class Chosens(models.QuerySet["Chosen"]):
    def now(self) -> Chosens:
        return self.filter(taken_off_at=None)


class Chosen(models.Model):
    """
    A measure of the table that this plan looks at, and what for. Never a statutory figure: the
    database refuses it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="chosen")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+")
    as_what = models.CharField(max_length=10, choices=AsWhat)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_off_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Chosens.as_manager()

    class Meta:
        verbose_name_plural = "chosen"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "measure"],
                condition=Q(taken_off_at=None),
                name="a_measure_chosen_once",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(taken_off_at=None, as_what=AsWhat.MAIN),
                name="one_main_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_what} {self.measure_id}"


class ExpectedLater(models.Model):
    """
    What people came to expect after they had locked the first: put beside it, never in its place.

    Why they expect it now stands in the plan's words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="expected_later")
    number = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=7, choices=Direction)
    low = models.FloatField()
    high = models.FloatField()
    by_when = models.DateField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    WRITTEN_ONCE = ("plan_id", "number", "direction", "low", "high", "by_when", "at")

    class Meta:
        verbose_name_plural = "expected later"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="expected_later_in_order"),
            models.CheckConstraint(
                condition=Q(low__gte=0, high__gte=F("low")), name="later_from_low_to_high"
            ),
        ]

    def __str__(self) -> str:
        return f"expected {self.number} of {self.plan_id}"

    @property
    def part(self) -> str:
        """Which part of the plan's words says why."""
        return f"expected-{self.number}"


class What(models.TextChoices):
    """What of a locked plan was changed."""

    CHANGE = "change", _("what we change")
    THEORY = "theory", _("why we think it could work")
    RULES = "rules", _("how we read the chart")
    BASELINE = "baseline", _("how many points before it")
    DECIDE_ON = "decide_on", _("the day to decide")
    MEASURES = "measures", _("what we look at")
    HAZARD = "hazard", _("what could go wrong")
    SIGN = "sign", _("when we stop and talk")


class Changes(models.QuerySet["Change"]):
    def oldest_first(self) -> Changes:
        return self.select_related("entry__by", "entry__system").order_by("entry")


class Change(models.Model):
    """
    A change of a plan after it was locked: what, from what to what, and why, in its words. It is
    kept, and everybody who reads the plan sees it.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=9, choices=What)
    # Plain values: a number, a day, a slug or an id. Never words.
    was = models.CharField(max_length=40, blank=True)
    now = models.CharField(max_length=40, blank=True)

    objects: ClassVar[Any] = Changes.as_manager()

    def __str__(self) -> str:
        return f"{self.what}: {self.was} to {self.now}"

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#{self.pk}"
