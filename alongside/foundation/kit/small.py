"""
Small numbers of people, which could tell who somebody is. A calculation.

What is hidden, of counts of people and of so many out of so many:

* a count from 1 to one less than the smallest number that is shown ("fewer than 5"); ONS, "Review
  of the dissemination of health statistics: confidentiality guidance" (2006), hides 1 to 4 alike;
* zero is shown: it counts nobody. The guidance keeps zeros where nothing can be learnt of anybody
  by them; of few people something can ("0 of 3"), so of few nothing is shown at all;
* the rest: 38 of 40 tells of two people as 2 of 40 does. "All of 40" is shown as "none of 40" is;
  of a class that large no one person is told apart (Griffiths and others, "Handbook on statistical
  disclosure control for outputs", 2019, on class disclosure, asks to look at both with care);
* what could be put back together: where a count is hidden, so are its denominator and the share or
  rate made of them, whichever of them was small.

What it cannot see: the same people counted every month in one place and every quarter in another.
Whoever counts both would have to hide the months beside the one that is hidden.
"""

from .words import gettext as _

# Unless a place says otherwise.
SMALLEST = 5
# Nobody hides less than this, whatever a place says; more than the most hides what is learnt.
LEAST, MOST = 3, 20


def is_small(number: float, smallest: int = SMALLEST) -> bool:
    """
    >>> [is_small(n) for n in (0, 1, 4, 5)]
    [False, True, True, False]
    """
    return 0 < number < smallest


def tells_of_few(count: float, out_of: float | None = None, smallest: int = SMALLEST) -> bool:
    """
    Whether a number of people, or so many out of so many, could tell who somebody is.

    >>> tells_of_few(0), tells_of_few(3), tells_of_few(38, 40), tells_of_few(0, 3)
    (False, True, True, True)
    """
    if out_of is None:
        return is_small(count, smallest)
    return any(is_small(number, smallest) for number in (count, out_of, out_of - count))


def fewer_than(smallest: int = SMALLEST, *, out_of: bool = False) -> str:
    """
    What is said in place of a small number.

    :param out_of: of so many out of so many, it may be the rest that are few; which, is not said.
    """
    if out_of:
        return _("too few people to say")
    return _("fewer than %(n)s") % {"n": smallest}
