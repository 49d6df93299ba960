"""What is expected of a number, as a sentence: which way, and by how much."""

from alongside.foundation.kit.words import gettext as _

UP, DOWN, NEITHER = "up", "down", "neither"


def in_words(direction: str, low: float, high: float, unit: str = "") -> str:
    """
    What follows the name of a measure: "goes down by 3 to 6 weeks".

    :param unit: the word beside its numbers; a share of a hundred moves by percentage points.
    """
    size = _size(low, high, _("percentage points") if unit == "%" else unit)
    says = {
        UP: _("goes up by %(size)s"),
        DOWN: _("goes down by %(size)s"),
        NEITHER: _("stays about where it is, %(size)s either way"),
    }
    return says[direction] % {"size": size}


def _size(low: float, high: float, unit: str) -> str:
    if low == high:
        size = f"{high:,g}"
    elif low == 0:
        size = _("up to %(high)s") % {"high": f"{high:,g}"}
    else:
        size = _("%(low)s to %(high)s") % {"low": f"{low:,g}", "high": f"{high:,g}"}
    return f"{size} {unit}".strip()
