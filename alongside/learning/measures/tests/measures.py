"""A measure nobody has counted yet, and what was told of it."""

from typing import Any

from alongside.foundation.record.models import Event
from alongside.learning.measures.models import Shape

SHARE = {"shape": Shape.SHARE, "numerator": "claims right at once", "denominator": "all claims"}


def told(kind: str) -> list[Any]:
    return list(Event.objects.filter(kind=kind).values_list("chain", "thing"))
