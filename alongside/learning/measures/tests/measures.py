"""Points enough for a chart, a share of all, and what was told of a measure."""

from typing import Any

from alongside.foundation.record.models import Event
from alongside.learning.measures.models import Shape

MANY = [20.0, 22.0, 19.0, 21.0, 23.0, 18.0, 20.5, 21.5, 19.5, 22.5, 20.0, 21.0, 19.0, 23.0]
SHARE = {"shape": Shape.SHARE, "numerator": "claims right at once", "denominator": "all claims"}


def told(kind: str) -> list[Any]:
    return list(Event.objects.filter(kind=kind).values_list("chain", "thing"))
