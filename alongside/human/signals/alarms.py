"""How often a source was wrong, without telling of any one door. A calculation."""

from dataclasses import dataclass

# A part smaller than this could be somebody.
SMALLEST = 5


@dataclass(frozen=True)
class Learnt:
    """
    What a month of doors can say: ``too_few`` opened; ``none`` was a false alarm, ``few`` were,
    ``most`` were, or ``some``: about so many of about so many.
    """

    says: str
    opened: int = 0
    false_alarms: int = 0


def learnt(opened: int, false_alarms: int) -> Learnt:
    """
    >>> learnt(31, 6)
    Learnt(says='some', opened=30, false_alarms=5)
    """
    if opened < SMALLEST:
        return Learnt("too_few")
    if false_alarms == 0:
        return Learnt("none", _about(opened))
    if false_alarms < SMALLEST:
        return Learnt("few", _about(opened))
    if opened - false_alarms < SMALLEST:
        return Learnt("most", _about(opened))
    return Learnt("some", _about(opened), _about(false_alarms))


def _about(number: int) -> int:
    """To the nearest five, so that one door more or less does not show."""
    return SMALLEST * round(number / SMALLEST)
