"""Who may enter what was counted, and let a system elsewhere enter it."""

from collections.abc import Iterable

from django.core.cache import cache
from django.utils import timezone

from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System
from alongside.learning.measures.counted import Counted, Counting
from alongside.learning.measures.models import Feed, Measure, Question, Reading, as_entered

from .measures import at_its_table

# As many good at a time, so that a new one is in place before the old one is stopped.
FEEDS = 2
A_MINUTE = 60
# With one message: a hundred years of months, or ten of days.
MOST_SENT = 5_000


def can_enter(person: Person | Reader, measure: Measure) -> bool:
    """
    Anybody around its table enters points and corrects them. They see what they enter, whole;
    everybody else sees nothing of fewer people than the place shows.
    """
    return at_its_table(person, measure)


def can_feed(person: Person | Reader, measure: Measure) -> bool:
    """
    A token lets a system enter points with nobody there, and read them: those who hold the table
    make it and stop it.
    """
    reader = Reader.of(person)
    return reader.is_inner(measure.entry.system_id) and at_its_table(reader, measure)


def feeds_still(feed: Feed) -> bool:
    """
    A token is good until it is stopped, and while whoever made it holds the table: what they may
    not do any more, no system does for them.
    """
    maker = feed.made_by
    return feed.stopped_at is None and maker.is_active and can_feed(maker, feed.measure)


def sends_too_much(feed: Feed) -> bool:
    """More than sixty messages a minute are told to wait, however good the token."""
    key = f"measures-feed-{feed.pk}-{int(timezone.now().timestamp()) // 60}"
    cache.add(key, 0, 2 * 60)
    try:
        return int(cache.incr(key)) > A_MINUTE
    except ValueError:  # it was thrown out in between
        return False


def can_see_questions(person: Person | Reader, system: System) -> bool:
    """
    What is noticed about how a table counts is asked of those who hold it, and of nobody else.
    """
    return not system.is_life and Reader.of(person).is_inner(system.pk)


def can_answer(person: Person | Reader, question: Question) -> bool:
    """Those who hold the table answer what is asked of it, once."""
    reader = Reader.of(person)
    seen = Entry.objects.visible_to(reader).filter(pk=question.measure_id)
    return can_see_questions(reader, question.measure.entry.system) and seen.exists()


def counting_of(measure: Measure) -> Counting:
    """How it is counted, as far as its numbers go."""
    anchor = None
    if measure.often == "fortnight":
        periods = Reading.objects.filter(measure=measure).order_by("pk")
        anchor = periods.values_list("period", flat=True).first()
    return Counting(measure.shape, measure.often, measure.per, anchor)


def beyond_what_is_empty(measure: Measure, points: Iterable[Counted]) -> list[Counted]:
    """
    An empty cell of a file, or one that hides a small number, says nothing against a number that is
    known. That nobody counted after all, somebody says themself.
    """
    known = {row.period for row in as_entered(measure) if not row.counted.missing}
    return [point for point in points if not (point.missing and point.period in known)]
