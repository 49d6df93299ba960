"""
What each look was for, in plain words, for the person whose life it is.

A look is written down with a slug. Each room says in its ``looks.py`` what its own slugs mean, as
the end of a sentence that begins with a name: "Maya … read a story".
"""

from collections.abc import Mapping

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

_words: dict[str, str | Lazy] = {}
_grounds: dict[str, str | Lazy] = {}


def looks_mean(words: Mapping[str, str | Lazy], *, ground: str | Lazy = "") -> None:
    """
    From now on these slugs can be read by the person whose life it is.

    :param ground: of pages that somebody may open without a seat: why they may.
    """
    _words.update(words)
    if ground:
        _grounds.update(dict.fromkeys(words, ground))


def in_words(why: str) -> str:
    return str(_words.get(why) or _("opened a page about you"))


def ground_of(why: str) -> str:
    """On what ground somebody without a seat could look."""
    return str(_grounds.get(why) or _("we cannot say on what ground: you can ask"))


def is_known(why: str) -> bool:
    return why in _words
