"""A plan as it is read: its words, what it looks at, and the steps that can be taken next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.logbook.models import Entry
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments import expected, rules
from alongside.learning.experiments.models import (
    AsWhat,
    Chosen,
    ExpectedLater,
    Plan,
    newest,
    said,
)
from alongside.learning.measures.models import Definition, Measure
from alongside.learning.measures.rules.charting import unit_of

Words = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """A step of a plan that still can be taken: what to do, where, and whether a lock needs it."""

    says: str
    url: str
    needed: bool = True


@dataclass
class Read:
    """A plan as it is read: each part with its words, as far as the reader may read them."""

    plan: Plan
    words: Words
    chosen: list[Chosen] = field(default_factory=list)
    units: dict[UUID, str] = field(default_factory=dict)
    # Another way in which the main measure is counted, since what was expected of it was locked.
    anew: Definition | None = None

    @property
    def change(self) -> str:
        return newest(self.words, "change")

    @property
    def theory(self) -> str:
        return newest(self.words, "theory")

    @property
    def why(self) -> str:
        return newest(self.words, "why")

    @property
    def no_balancing(self) -> str:
        balanced = any(one.as_what == AsWhat.BALANCING for one in self.chosen)
        return "" if balanced else newest(self.words, "no_balancing")

    @property
    def before(self) -> list[str]:
        """What was said of the change and of why it could work before it was said anew."""
        return [*said(self.words, "change")[:-1], *said(self.words, "theory")[:-1]]

    @property
    def main(self) -> Measure | None:
        return next((one.measure for one in self.chosen if one.as_what == AsWhat.MAIN), None)

    @property
    def is_whole(self) -> bool:
        return not rules.still_asked(self.plan, self.words, {one.as_what for one in self.chosen})

    def expects(self, of: Plan | ExpectedLater | None = None) -> str:
        """ "goes down by 3 to 6 weeks"; empty if nothing is expected yet."""
        of = of or self.plan
        if not of.direction or of.low is None or of.high is None:
            return ""
        unit = self.units.get(self.main.pk, "") if self.main else ""
        return expected.in_words(of.direction, of.low, of.high, unit)


def held(entry: Entry) -> Plan | None:
    """The plan an entry is of; none for what was shared from one: that is words alone."""
    plans = Plan.objects.select_related("experiment__entry__system", "locked_by")
    this: Plan | None = plans.filter(pk=entry.pk).first()
    if this is not None:
        this.entry = entry
    return this


def read_whole(reader: Reader, this: Plan, words: Words) -> Read:
    """A plan with what it looks at, as far as this reader may know of it."""
    mine = Measure.objects.visible_to(reader)
    rows = this.chosen.now().filter(measure__in=mine).select_related("measure__entry")
    chosen = sorted(rows.order_by("at"), key=lambda one: list(AsWhat.values).index(one.as_what))
    measures = [one.measure for one in chosen]
    counted = words_of([measure.entry for measure in measures])
    definitions: dict[UUID, list[Definition]] = {}
    for row in Definition.objects.filter(measure__in=measures).order_by("number"):
        definitions.setdefault(row.measure_id, []).append(row)
    read = Read(this, words, chosen)
    for one in measures:
        ways = definitions.get(one.pk, [])
        if one == read.main:
            read.anew = rules.counted_anew(this, ways)
            ways = rules.said_of(this, ways)
        read.units[one.pk] = unit_of(one, counted.get(one.pk, {}), ways)
    return read


def looks_at(read: Read) -> list[tuple[str, list[Chosen]]]:
    """What it looks at, by what for, in the order of what matters."""
    grouped = [
        (str(what.label), [one for one in read.chosen if one.as_what == what]) for what in AsWhat
    ]
    return [(says, chosen) for says, chosen in grouped if chosen]


def steps(read: Read, has_signs: bool) -> list[Step]:
    """What can be done next, in order: what a lock needs first, then what helps."""
    as_what = {one.as_what for one in read.chosen}
    balanced = AsWhat.BALANCING in as_what or read.no_balancing
    pk = read.plan.pk
    asked = [
        (AsWhat.MAIN in as_what, _("Choose what you most want to see move"), "choose", True),
        (balanced, _("Choose what might get worse elsewhere"), "choose", True),
        (read.plan.says_what_is_expected, _("Say what you expect"), "expect", True),
        (read.plan.says_how_to_look, _("Fix how you will look at it"), "fix", True),
        ("hazard-1" in read.words, _("Say what could go wrong"), "name_hazard", False),
        (has_signs, _("Agree when you stop and talk"), "agree_sign", False),
    ]
    return [
        Step(says, reverse(f"experiments:{page}", args=[pk]), needed)
        for there, says, page, needed in asked
        if not there
    ]
