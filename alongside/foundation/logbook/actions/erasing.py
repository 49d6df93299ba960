"""Erasing every entry of a life, and what was shared from it or made about it elsewhere."""

from typing import Any
from uuid import UUID

from django.db import models, router
from django.db.models.deletion import Collector
from django.utils import timezone

from alongside.foundation.logbook import search
from alongside.foundation.logbook.events import LogbookEvent
from alongside.foundation.logbook.models import Answer, Entry, How, News, Teller, Voice
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, inside_a_verb
from alongside.foundation.systems.models import System

from .entries import _ask_again, _bound, _bound_copies


def erase_entries(*, system: System, by: Person | None) -> None:
    """
    This will take back everything that was shared from a life and everything elsewhere that falls
    with it, then delete its entries, inside the verb it belongs to.

    Who could read what was shared sees that something was taken back; of the life itself not even
    that is left.
    """
    inside_a_verb(by=by)
    theirs = Entry.objects.filter(system=system)
    theirs.update(withdrawn_at=timezone.now(), title="")
    for entry in Entry.objects.filter(pk__in=_falls_with(system)).exclude(system=system):
        if entry.withdrawn_at is None:
            _bound(entry, None)
            happened(LogbookEvent.WITHDRAWN, by=None, on=entry.system_id, to=entry.pk)
    for entry in theirs.filter(led_to__how=How.SHARED_FROM).distinct():
        _bound_copies(entry, None)
    answers = Answer.objects.filter(entry__in=theirs).values("entry")
    news = News.objects.filter(entry__in=theirs).values("entry")
    for entry in theirs.filter(models.Q(pk__in=answers) | models.Q(pk__in=news)):
        _ask_again(entry)
    _delete(theirs)
    search.purge()


def _falls_with(system: System) -> set[UUID]:
    """
    Entries whose noun goes with the life although they were written at another table: an answer to
    what was asked from it, say. Whatever any room adds is found, since the database is asked.
    """
    collector = Collector(using=router.db_for_write(System), origin=system)
    collector.collect([system])
    found: set[UUID] = set()
    for model, rows in collector.data.items():
        if _is_an_entry(model):
            found |= {row.pk for row in rows}
    for query in collector.fast_deletes:
        if _is_an_entry(query.model):
            found |= set(query.values_list("pk", flat=True))
    return found


def _is_an_entry(model: Any) -> bool:
    key = model._meta.pk
    return isinstance(key, models.OneToOneField) and key.related_model is Entry


def _delete(theirs: Any) -> None:
    cards = Voice.objects.filter(entry__in=theirs).values_list("teller", flat=True)
    tellers = Teller.objects.filter(pk__in=list(cards))
    theirs.delete()
    tellers.exclude(pk__in=Voice.objects.values("teller")).delete()
