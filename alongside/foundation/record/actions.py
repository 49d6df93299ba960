"""
How anything gets written here. A verb is one transaction that ends with its events; an event is
written last, in its system's chain; if it cannot be written, nothing was done and nothing is shown.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from alongside.foundation.kit.ids import uuid7

from . import chains, followups
from .events import RecordEvent
from .models import Event, Head

P = ParamSpec("P")
T = TypeVar("T")


class NotRecorded(Exception):
    """It could not be recorded, so it was not done, or not shown."""


@dataclass(frozen=True)
class Fact:
    """An event that is about to be written."""

    kind: str
    by: UUID | None
    on: UUID
    to: UUID | None
    data: dict[str, object]


_facts: ContextVar[list[Fact] | None] = ContextVar("facts", default=None)


def verb(action: Callable[P, T]) -> Callable[P, T]:
    """
    Make a function a verb: one transaction, and at least one event before it may end.

    A verb called by a verb joins it, so that what belongs together happens together.

    :raises NotRecorded: if its events cannot be written, or it announced none.
    """

    @wraps(action)
    def acting(*args: P.args, **kwargs: P.kwargs) -> T:
        if _facts.get() is not None:
            return action(*args, **kwargs)
        with transaction.atomic():
            facts: list[Fact] = []
            token = _facts.set(facts)
            try:
                result = action(*args, **kwargs)
            finally:
                _facts.reset(token)
            if not facts:
                raise NotRecorded(f"{action.__qualname__} ended without an event.")
            _write(facts)
        return result

    return acting


def happened(
    kind: str,
    *,
    by: UUID | None,
    on: UUID,
    to: UUID | None = None,
    data: dict[str, object] | None = None,
) -> None:
    """
    This will announce a fact: it is written when the verb around it ends.

    :param on: the chain it belongs to: a system's id, or ``HOUSE``.
    :param data: ids, slugs and numbers; never a word anybody wrote.
    :raises NotRecorded: outside a verb.
    """
    facts = _facts.get()
    if facts is None:
        raise NotRecorded(f"{kind} was announced outside a verb.")
    facts.append(Fact(str(kind), by, on, to, data or {}))


def inside_a_verb(*, by: object) -> None:
    """:raises NotRecorded: if no verb is under way; for inner functions that write for verbs."""
    if not is_acting():
        raise NotRecorded("This is written inside a verb only.")


def is_acting() -> bool:
    """Is a verb under way?"""
    return _facts.get() is not None


@dataclass
class Look:
    """What somebody is about to be shown of lives, gathered while the page is made."""

    by: UUID
    why: str
    seen: dict[UUID, set[UUID]] = field(default_factory=dict)

    def saw(self, life: UUID, entries: Iterable[UUID]) -> None:
        self.seen.setdefault(life, set()).update(entries)


@contextmanager
def looking(*, by: UUID, why: str) -> Iterator[Look]:
    """
    Show something of a life, and record that it was looked at, or show nothing.

    Make the whole page inside: it leaves only if the event that names what was on it is written.

    :param why: a slug that says what for, such as the name of the page; never words.
    :raises NotRecorded: if the event cannot be written.
    """
    with transaction.atomic():
        look = Look(by, why)
        yield look
        if look.seen:
            _write([_seen(look, life, entries) for life, entries in look.seen.items()])


def _seen(look: Look, life: UUID, entries: set[UUID]) -> Fact:
    named = [str(entry) for entry in sorted(entries)]
    return Fact(RecordEvent.LOOKED, look.by, life, None, {"why": look.why, "entries": named})


def _write(facts: list[Fact]) -> None:
    try:
        heads = _lock_heads({fact.on for fact in facts})
        events = [_append(heads[fact.on], fact) for fact in facts]
        Event.objects.bulk_create(events)
        Head.objects.bulk_update(heads.values(), ["n", "hash"])
        waiting = followups.begin(events)
    except DatabaseError as error:
        raise NotRecorded("The record could not be written.") from error
    if waiting:
        transaction.on_commit(partial(followups.run, waiting))


def wait_for(chain: UUID) -> None:
    """
    Wait until what is being written in a chain is written; whoever comes later waits for this
    transaction. For the few verbs that take away what others may be adding to.
    """
    _lock_heads({chain})


def _lock_heads(of: set[UUID]) -> dict[UUID, Head]:
    """Locked in the order of ids, so that two transactions never wait for each other."""
    locked = Head.objects.select_for_update().filter(chain__in=of).order_by("chain")
    heads = {head.chain: head for head in locked}
    if len(heads) < len(of):
        new = [Head(chain=chain) for chain in sorted(of - heads.keys())]
        Head.objects.bulk_create(new, ignore_conflicts=True)
        heads = {head.chain: head for head in locked.all()}
    return heads


def _append(head: Head, fact: Fact) -> Event:
    event = Event(
        id=uuid7(),
        chain=fact.on,
        n=head.n + 1,
        at=timezone.now(),
        kind=fact.kind,
        by=fact.by,
        thing=fact.to,
        data=chains.canonical(fact.data),
        before=bytes(head.hash),
    )
    head.n, head.hash = event.n, event.hashed()
    event.hash = head.hash
    return event
