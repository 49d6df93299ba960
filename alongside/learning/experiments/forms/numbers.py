"""A number in a form: a size of change, or how many."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Line
from alongside.learning.measures.counted import Wrong
from alongside.learning.measures.figures import MARKS, number_in

# No change anybody expects is larger.
MOST = 1e12
NO_NUMBER = _("Write a number, like 3 or 0.5, without a minus")


class Figure(Line):
    """
    A number of nought or more, as people write it: 3, 0.5 or 0,5, 1200. What could be two numbers,
    like 1,200, is asked again. ``whole``: no fractions.

    >>> Figure(label=_("At least"), missing=_("Write a number"))
    """

    default_most = 24

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(called=_("The number"), **kwargs)
        inputmode = "numeric" if whole else "decimal"
        self.widget.attrs |= {"inputmode": inputmode, "class": "govuk-input--width-5"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        number = _read(text)
        if not 0 <= number <= MOST:
            raise ValidationError(NO_NUMBER)
        if self.whole and number != int(number):
            raise ValidationError(_("Write a whole number, like 12"))
        return int(number) if self.whole else number

    def prepare_value(self, value: Any) -> Any:
        return _written(value) if isinstance(value, float) else value


def _read(text: str) -> float:
    """The number this is; refused where a point or a comma would make another of it."""
    found = _readings(text)
    if not found:
        raise ValidationError(NO_NUMBER)
    if len(found) > 1:
        says = {"said": text, "less": _written(found[0]), "more": _written(found[-1])}
        raise ValidationError(
            _("“%(said)s” could be read two ways. Write %(less)s or %(more)s") % says
        )
    return found[0]


def _readings(text: str) -> list[float]:
    """Every number this could be, the least first."""
    found = set()
    for mark in MARKS:
        try:
            found.add(number_in(text, mark))
        except Wrong:
            continue
    return sorted(found)


def _written(number: float) -> str:
    """A number so that it can be read one way only: 1200, 0.5, and 1.2340 for 1.234."""
    if number == int(number):
        return str(int(number))
    plain = f"{number:.12f}".rstrip("0").rstrip(".")
    return plain if len(_readings(plain)) == 1 else f"{plain}0"
