"""What was seen in something tried, in a few lines, for the pages that lead to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.foundation.logbook.models import Entry
from alongside.foundation.systems.models import Reader
from alongside.learning.experiments.models import Experiment, Plan, Result, Study

FEW = 3


@dataclass(frozen=True)
class Short:
    """A study in a few lines."""

    entry: Entry
    result: str
    early: bool
    words: str


def newest_studies(reader: Reader, tried: Experiment, size: int = FEW) -> list[Study]:
    return list(tried.studies.standing().visible_to(reader).newest_first()[:size])


def in_short(these: Sequence[Study], words: Mapping[UUID, Mapping[str, str]]) -> list[Short]:
    return [
        Short(
            one.entry,
            str(Result(one.result).label),
            one.is_early,
            words.get(one.pk, {}).get("words", ""),
        )
        for one in these
    ]


def planned(reader: Reader, tried: Experiment) -> Plan | None:
    """How it is learnt from, if somebody planned it and the reader may read it."""
    found: Plan | None = Plan.objects.visible_to(reader).filter(experiment=tried).first()
    return found


def is_locked(reader: Reader, tried: Experiment) -> bool:
    """Whether there is a plan, locked, to hold what was counted against."""
    plan = planned(reader, tried)
    return plan is not None and plan.is_locked
