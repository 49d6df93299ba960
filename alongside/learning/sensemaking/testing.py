"""Insights and ways of seeing them, made the way people make them."""

from collections.abc import Sequence
from typing import Any

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.human.listening.testing import a_story

from . import actions
from .models import Insight, Perspective


def an_insight(
    *,
    system: System,
    by: Person,
    because: Sequence[Entry] = (),
    words: str = "Nobody looks together.",
    to_tellers: str = "We heard that nobody looked at it all together with you.",
    **kwargs: Any,
) -> Insight:
    """What somebody thinks is going on, because of something heard."""
    because = because or [a_story(system=system, by=by)]
    return actions.make_sense(
        system=system, words=words, because=because, to_tellers=to_tellers, by=by, **kwargs
    )


def a_perspective(
    *,
    insight: Insight,
    by: Person,
    words: str = "The forms defeat people.",
    whose: str = "people in arrears",
    **kwargs: Any,
) -> Perspective:
    """A way of seeing it, beside the others."""
    return actions.see(insight=insight, words=words, whose=whose, by=by, **kwargs)
