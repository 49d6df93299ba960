"""Whether something came of it yet, as far as points say."""

from alongside.learning.experiments.models import AsWhat, Plan
from alongside.learning.measures.models import Reading


def results_are_there(plan: Plan) -> bool:
    """Whether the main measure has been counted since the change began."""
    main = plan.chosen.now().filter(as_what=AsWhat.MAIN).values("measure")
    if plan.starts_on is None:
        return False
    counted = Reading.objects.filter(measure__in=main, period__gte=plan.starts_on, missing=False)
    return bool(counted.exists())


def counted_before(plan: Plan) -> int:
    """How many points of the main measure there are from before the change begins."""
    main = plan.chosen.now().filter(as_what=AsWhat.MAIN).values("measure")
    counted = Reading.objects.filter(measure__in=main, missing=False)
    if plan.starts_on is not None:
        counted = counted.filter(period__lt=plan.starts_on)
    return int(counted.values("period").distinct().count())
