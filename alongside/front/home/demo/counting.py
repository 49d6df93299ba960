"""What tables count, and what they write beside it."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from alongside.foundation.logbook.models import Entry
from alongside.learning.measures import actions as measures
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Measure, Reset, Shape

from .clock import day_of
from .reading import HERE, Said, Step
from .told import Told, reach, some

WEEK = timedelta(weeks=1)
NOBODY_COUNTED = "nobody counted"


class Counting(Told):
    def _measure(self, step: Step, said: Said) -> Entry:
        first = day_of("70 weeks ago", self.today)
        begun = measures.begin(
            system=self.systems[step.system],
            name=said["words"],
            by=self._by(said),
            on=said.get("holds_from", first),
            **some(said, "kind", "hoped", "shape", "often", "unit", "numerator", "denominator"),
            **some(said, "counts_people"),
            **some(said, "definition", "why", "burden", "source"),
            **reach(said),
        )
        return begun.entry

    def _points(self, _step: Step, said: Said) -> None:
        measure = self._counted(said["of"])
        points = [*(self._from_file(measure, said) if "file" in said else self._weekly(said))]
        measures.enter(measure=measure, points=points, by=self._by(said))

    def _weekly(self, said: Said) -> Iterator[Counted]:
        """A number a week, or so many out of so many."""
        week = day_of(said["from"], self.today)
        for value in said.get("values") or said["out_of"]:
            yield _point(week, value)
            week += WEEK

    def _from_file(self, measure: Measure, said: Said) -> Iterator[Counted]:
        with (HERE / said["file"]).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["organisation"] == said["organisation"]:
                    month, longer = date.fromisoformat(row["month"]), float(row["longer"])
                    out_of = [longer, float(row["came"])]
                    yield _point(month, out_of if measure.shape == Shape.SHARE else longer)

    def _chart_note(self, _step: Step, said: Said) -> Entry:
        measure = self._counted(said["of"])
        noted = measures.note(
            measure=measure, words=said["words"], on=said["on"], by=self._by(said)
        )
        return noted.entry

    def _chart(self, _step: Step, said: Said) -> Entry:
        """Its chart, kept as it is known then."""
        measure = self._counted(said["of"])
        kept = measures.keep_chart(measure=measure, words=said["words"], by=self._by(said))
        return kept.entry

    def _set_anew(self, _step: Step, said: Said) -> Entry:
        """New limits from a day on: the four questions, each a yes in words."""
        anew = measures.reset(
            measure=self._counted(said["of"]),
            starts=self._which_day(said["on"]),
            yes=Reset.QUESTIONS,
            by=self._by(said),
            **some(said, *Reset.QUESTIONS),
        )
        return anew.entry

    def _define(self, _step: Step, said: Said) -> None:
        """Another way of counting it, from a day on."""
        measures.define(
            measure=self._counted(said["of"]),
            definition=said["definition"],
            changed=said["changed"],
            holds_from=self._which_day(said["on"]),
            by=self._by(said),
            **some(said, "unit"),
        )

    def _which_day(self, on: str | date) -> date:
        """A day of the calendar, or the Monday of the week so long ago, as weeks are counted by."""
        if isinstance(on, date):
            return on
        day = day_of(on, self.today)
        return day - timedelta(days=day.weekday())

    def _counted(self, called: str) -> Measure:
        found: Measure = Measure.objects.select_related("entry__system").get(
            pk=self.entries[called]
        )
        return found


def _point(day: date, value: Any) -> Counted:
    if value == NOBODY_COUNTED:
        return Counted(day, missing=True)
    if isinstance(value, list):
        return Counted(day, numerator=float(value[0]), denominator=float(value[1]))
    return Counted(day, float(value))
