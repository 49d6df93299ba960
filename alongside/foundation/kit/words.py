"""Words that plain calculations say: in the reader's language here, as they stand in a notebook."""

from datetime import date

from django.conf import settings
from django.utils import dateformat, translation

# Django's letters for the parts of a day, and what Python calls the same.
_PARTS = {"j": "{0.day}", "l": "{0:%A}", "F": "{0:%B}", "M": "{0:%b}", "Y": "{0:%Y}"}


def gettext(text: str) -> str:
    return translation.gettext(text) if settings.configured else text


def gettext_noop(text: str) -> str:
    """A sentence that stands by itself until it is said with ``gettext``, for who translates."""
    return text


def ngettext(one: str, many: str, number: int) -> str:
    if settings.configured:
        return translation.ngettext(one, many, number)
    return one if number == 1 else many


def dated(day: date, how: str) -> str:
    """
    A day in words: ``j`` its number, ``l`` its name, ``F`` or ``M`` its month, whole or short,
    ``Y`` its year.

    >>> dated(date(2026, 3, 1), "j F Y"), dated(date(2026, 3, 1), "M Y")
    ('1 March 2026', 'Mar 2026')
    """
    if settings.configured:
        return dateformat.format(day, how)
    return "".join(_PARTS.get(letter, letter) for letter in how).format(day)
