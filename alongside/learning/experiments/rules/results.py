"""Whether something came of it yet, as far as points say; and what was written down since."""

from datetime import datetime

from django.utils import timezone

from alongside.learning.experiments.models import AsWhat, Plan
from alongside.learning.measures.models import Measure, Reading
from alongside.learning.measures.models.points import as_known

from .sides import ends


def results_are_there(plan: Plan) -> bool:
    """Whether the main measure has been counted since the change began."""
    main = plan.chosen.now().filter(as_what=AsWhat.MAIN).values("measure")
    if plan.starts_on is None:
        return False
    counted = Reading.objects.filter(measure__in=main, period__gte=plan.starts_on, missing=False)
    return bool(counted.exists())


def counted_before(plan: Plan) -> int:
    """How many points of the main measure there are from before the change begins."""
    chosen = plan.chosen.now().filter(as_what=AsWhat.MAIN).select_related("measure").first()
    if chosen is None:
        return 0
    counted = [row.period for row in as_known(chosen.measure) if row.value is not None]
    change = plan.starts_on
    return sum(change is None or ends(day, chosen.measure.often) <= change for day in counted)


def written_since(plan: Plan, measure: Measure, at: datetime | None = None) -> int:
    """
    How many points from before the lock were written down or corrected after it: nobody can say of
    these that they were known when it was locked. What was counted between the lock and the change
    was not there to be known.

    :param at: as it was known at that moment; now, if not given.
    """
    if plan.locked_at is None or plan.starts_on is None:
        return 0
    rows = Reading.objects.filter(measure=measure, period__lt=plan.starts_on).known_by(at)
    days = rows.filter(known_at__gt=plan.locked_at).values_list("period", flat=True)
    over = min(plan.starts_on, timezone.localdate(plan.locked_at))
    return sum(ends(day, measure.often) <= over for day in set(days))
