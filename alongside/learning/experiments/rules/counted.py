"""How the main measure was counted when the plan was locked, and whether it still is."""

from collections.abc import Iterable, Sequence

from alongside.learning.experiments.models import AsWhat, Plan
from alongside.learning.measures.models import Definition, Measure


def definition_of_main(plan: Plan) -> int | None:
    """Which version of how its main measure is counted holds now."""
    main = plan.chosen.now().filter(as_what=AsWhat.MAIN).values("measure")
    numbers = Definition.objects.filter(measure__in=main).order_by("-number")
    # Nobody says anew how it is counted while it is locked.
    held: int | None = numbers.select_for_update().values_list("number", flat=True).first()
    return held


def said_of(plan: Plan, definitions: Iterable[Definition]) -> list[Definition]:
    """Of the ways its main measure was counted, those up to the one that was locked."""
    return [one for one in definitions if plan.definition is None or one.number <= plan.definition]


def counted_anew(plan: Plan, definitions: Sequence[Definition]) -> Definition | None:
    """The first other way in which its main measure is counted since it was locked."""
    since = [one for one in definitions if plan.definition and one.number > plan.definition]
    return min(since, key=lambda one: one.number, default=None)


def ways_counted(measure: Measure) -> list[Definition]:
    return list(measure.definitions.order_by("number"))
