"""Words that plain calculations say: in the reader's language here, as they stand in a notebook."""

from django.conf import settings
from django.utils import translation


def gettext(text: str) -> str:
    return translation.gettext(text) if settings.configured else text


def ngettext(one: str, many: str, number: int) -> str:
    if settings.configured:
        return translation.ngettext(one, many, number)
    return one if number == 1 else many
