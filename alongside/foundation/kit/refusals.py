"""How this software says no: in a sentence, to the person it meets."""

from typing import Any

from django.core.exceptions import PermissionDenied

from .words import gettext


class Refused(Exception):
    """Not now, whoever asks. The message is a sentence for the person, saying what they can do."""


def require(allowed: bool, sentence: str = "") -> None:
    """
    Go on only if a rule allows it.

    :raises PermissionDenied: (a 403) if it does not; ``sentence`` says why in plain words.
    """
    if not allowed:
        raise PermissionDenied(sentence)


def yes_or_no(said: str | None) -> bool:
    """
    What somebody answered by pressing one of two buttons.

    :raises Refused: if they pressed neither: nothing else is ever taken for a no.
    """
    if said not in ("yes", "no"):
        raise Refused(gettext("Say yes or no. You have said neither yet."))
    return said == "yes"


def status_of(form: Any) -> int:
    """What a page with a form is answered with: 422 if what was sent is refused."""
    return 422 if form.errors else 200
