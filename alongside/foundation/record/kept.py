"""
What was made of the record once, kept in memory for as long as the record stands where it stood.

Whatever changes ends with an event in the chain of the table it changed. So a thing made of some
tables is still as it was while none of their chains is longer, and one query tells, however many
tables there are (docs/decisions/0015). Who may read it is not asked here: a key says for whom it
was made. Of a life nothing is kept: its words are in the clear only while a page is made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.core.cache import caches
from django.utils import timezone

from alongside.foundation.kit.asked import Question, Rows, answers
from alongside.foundation.kit.ids import among_numbers, as_number

from .models import Head

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

# However still its tables are, nothing is kept longer than this.
SECONDS = 10 * 60


@dataclass(frozen=True)
class Made(Generic[T]):
    """
    Something just made.

    :param of: the chains of all it was made of; None for what may not be kept.
    :param until: when it stops being true by itself.
    """

    value: T
    of: frozenset[UUID] | None
    until: datetime | None = None


@dataclass(frozen=True)
class _Held(Generic[T]):
    """
    What is kept, if it was made in time, and where the chains it was made of ended: by number,
    which is read back from memory ten times as quickly as an id.
    """

    value: T | None
    ends: dict[int, int]


Make = Callable[[Sequence[K]], Mapping[K, Made[T]]]


def kept(keys: Mapping[K, str], chains: Iterable[UUID], make: "Make[K, T]") -> dict[K, T]:
    """
    The thing for each of these, made anew only where it was not made since its tables last moved.

    What it turns out to be made of is known only afterwards. If that is more than was looked at
    before, it is kept from the next time on: where a chain ended is always read first.

    :param keys: for each, what tells it from everything made otherwise or for others.
    :param chains: what each is made of at least.
    :param make: makes those that are wanted, all at once.
    """
    (found,) = answers(_asked(keys, chains, make, dict))
    return found


def one_kept(key: str, chains: Iterable[UUID], make: Callable[[], Made[T]]) -> Question[T]:
    """The same for one thing alone, to be asked together with something else."""
    return _asked({key: key}, chains, lambda _wanted: {key: make()}, itemgetter(key))


def _asked(
    keys: Mapping[K, str],
    chains: Iterable[UUID],
    make: "Make[K, T]",
    read: Callable[[dict[K, T]], R],
) -> Question[R]:
    """Asks where each chain ends now. Written out, because nearly every page asks it."""
    held: dict[str, _Held[T]] = caches["kept"].get_many(keys.values())
    every = {chain.int for chain in chains}.union(*(one.ends for one in held.values()))
    these, params = among_numbers(every)

    def found(rows: Rows) -> R:
        ends = dict.fromkeys(every, 0) | {as_number(chain): n for chain, n in rows}
        return read(_made(keys, held, ends, make))

    sql = f"SELECT chain, n FROM {Head._meta.db_table} WHERE chain {these}"
    return Question(sql, params, found)


def _made(
    keys: Mapping[K, str],
    held: "Mapping[str, _Held[T]]",
    ends: Mapping[int, int],
    make: "Make[K, T]",
) -> dict[K, T]:
    """What is held still where it is as it was, and the rest made anew."""
    found = {k: held[key].value for k, key in keys.items() if _still(held.get(key), ends)}
    wanted = [k for k in keys if k not in found]
    made = make(wanted) if wanted else {}
    for k, one in made.items():
        _keep(keys[k], one, ends)
    return cast("dict[K, T]", found) | {k: one.value for k, one in made.items()}


def _still(held: "_Held[Any] | None", ends: Mapping[int, int]) -> bool:
    if held is None or held.value is None:
        return False
    return all(ends[chain] == n for chain, n in held.ends.items())


def _keep(key: str, made: Made[T], ends: Mapping[int, int]) -> None:
    if made.of is None:
        return
    of = {chain.int for chain in made.of}
    whole = of <= ends.keys()
    held = _Held(made.value if whole else None, {chain: ends.get(chain, 0) for chain in of})
    caches["kept"].set(key, held, _seconds(made.until))


def _seconds(until: datetime | None) -> float:
    left = (until - timezone.now()).total_seconds() if until else SECONDS
    return min(left, SECONDS)
