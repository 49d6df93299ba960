"""Things tried, learnt and concluded, made the way people make them."""

from typing import Any

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System

from . import actions
from .models import Conclusion, Experiment, How, Learning


def an_experiment(
    *,
    system: System,
    by: Person,
    words: str = "Sit down together and put the claim right, there and then.",
    legal: str = "Yes: the claim is theirs and they ask for it.",
    safe: str = "Yes: two of us, and they say where.",
    **kwargs: Any,
) -> Experiment:
    """Something a table has begun to try."""
    if system.is_life:
        kwargs.setdefault("their_say", "I would like that.")
    return actions.try_out(system=system, words=words, legal=legal, safe=safe, by=by, **kwargs)


def a_learning(
    *,
    experiment: Experiment,
    by: Person,
    happened: str = "Six weeks became two hours.",
    **kwargs: Any,
) -> Learning:
    """Something somebody noticed while it is tried."""
    return actions.learn(experiment=experiment, by=by, happened=happened, **kwargs)


def a_conclusion(
    *,
    experiment: Experiment,
    by: Person,
    how: str = How.KEEP,
    words: str = "Sitting down together works. We go on.",
    to_tellers: str = "We now sit down with people before anything is sent.",
    **kwargs: Any,
) -> Conclusion:
    """What a table learnt, and does now."""
    return actions.conclude(
        experiment=experiment, how=how, words=words, to_tellers=to_tellers, by=by, **kwargs
    )
