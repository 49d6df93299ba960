"""How this software says no: in a sentence, to the person it meets."""

from typing import Any

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """Not now, whoever asks. The message is a sentence for the person, saying what they can do."""


def require(allowed: bool, sentence: str = "") -> None:
    """
    Go on only if a rule allows it.

    :raises PermissionDenied: (a 403) if it does not; ``sentence`` says why in plain words.
    """
    if not allowed:
        raise PermissionDenied(sentence)


def status_of(form: Any) -> int:
    """What a page with a form is answered with: 422 if what was sent is refused."""
    return 422 if form.errors else 200
