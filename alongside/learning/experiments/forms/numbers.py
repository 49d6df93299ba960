"""A number in a form: a size of change, or how many."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Line

# No change anybody expects is larger.
MOST = 1e12


class Figure(Line):
    """
    A number of nought or more, as people write it: 3, 0.5, 1,200. ``whole``: no fractions.

    >>> Figure(label=_("At least"), missing=_("Write a number"))
    """

    default_most = 24

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(called=_("The number"), **kwargs)
        inputmode = "numeric" if whole else "decimal"
        self.widget.attrs |= {"inputmode": inputmode, "class": "govuk-input--width-5"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value).replace(",", "").replace(" ", "")
        if not text:
            return None
        try:
            number = float(text) if text.isascii() else math.nan
        except ValueError:
            number = math.nan
        if not 0 <= number <= MOST:
            raise ValidationError(_("Write a number, like 3 or 0.5, without a minus"))
        if self.whole and number != int(number):
            raise ValidationError(_("Write a whole number, like 12"))
        return int(number) if self.whole else number

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, float) else value
