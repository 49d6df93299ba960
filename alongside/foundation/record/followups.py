"""
What follows from what happened. A room says ``@when(StoryEvent.TOLD)`` in its reactions; the
followup is written with the event, runs after the commit, and is tried again until it is done.
What is to wait, ``@when(SignalsEvent.HEARD, at=...)``, is left to the worker.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from .models import Event, Followup

Reaction = Callable[[Event], None]
Moment = Callable[[Event], datetime]
_reactions: dict[str, list[str]] = {}
_by_name: dict[str, Reaction] = {}
_waits: dict[str, Moment] = {}
logger = logging.getLogger(__name__)


def when(*kinds: str, at: Moment | None = None) -> Callable[[Reaction], Reaction]:
    """
    This function follows each event of these kinds. It must bear being run twice.

    :param at: when it is due. It is then never run by whoever caused the event, only by the worker:
        neither what it does nor how long it takes shows in their answer.
    """

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__qualname__}"
        _by_name[name] = reaction
        if at is not None:
            _waits[name] = at
        for kind in kinds:
            names = _reactions.setdefault(str(kind), [])
            if name not in names:
                names.append(name)
        return reaction

    return register


def begin(events: Iterable[Event]) -> list[int]:
    """Write down what is to follow from these events; the ids of what is to follow at once."""
    waiting = [
        Followup(event=event.id, what=what, due=_due(what, event))
        for event in events
        for what in _reactions.get(event.kind, [])
    ]
    written = Followup.objects.bulk_create(waiting)
    return [followup.pk for followup in written if followup.what not in _waits]


def _due(what: str, event: Event) -> datetime:
    return _waits[what](event) if what in _waits else timezone.now()


def run(ids: Iterable[int]) -> None:
    """Run these followups now; one that fails is left to be tried again."""
    for pk in ids:
        _run_one(pk)


def run_waiting(limit: int = 100) -> int:
    """Run what is waiting, oldest first; how many were tried."""
    ids = list(Followup.objects.waiting().order_by("due").values_list("pk", flat=True)[:limit])
    run(ids)
    return len(ids)


def _run_one(pk: int) -> None:
    try:
        with transaction.atomic():
            followup = (
                Followup.objects.select_for_update(skip_locked=True)
                .filter(pk=pk, done_at=None)
                .first()
            )
            if followup is None:
                return
            _by_name[followup.what](Event.objects.get(pk=followup.event))
            followup.done_at = timezone.now()
            followup.save(update_fields=["done_at"])
    except Exception as error:  # whatever went wrong, it is tried again; no words in the log
        logger.warning("followup %s failed: %s", pk, type(error).__name__)
        _try_later(pk)


def _try_later(pk: int) -> None:
    followup = Followup.objects.filter(pk=pk, done_at=None).first()
    if followup is not None:
        followup.tries += 1
        followup.due = timezone.now() + timedelta(minutes=2 ** min(followup.tries, 10))
        followup.save(update_fields=["tries", "due"])


def forget(chain: UUID) -> None:
    """Nothing more is to follow from what happened in this chain: what it was about is gone."""
    Followup.objects.filter(event__in=Event.objects.filter(chain=chain).values("pk")).delete()
