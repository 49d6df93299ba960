"""Letting a system elsewhere enter the points of a measure."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.vault.safe import keyed_hash
from alongside.learning.measures import rules
from alongside.learning.measures.events import MeasureEvent
from alongside.learning.measures.models import Feed, Measure

from .beside import _still_there


@verb
def make_feed(*, measure: Measure, by: Person) -> str:
    """
    This will make a token with which a system enters the points of this measure. It can be read
    this once. Two may be good at a time, so that the new one is in place before the old one stops.

    :raises Refused: if there are two already, or nobody counts this any more.
    """
    require(rules.can_feed(by, measure))
    _still_there(measure)
    now = Measure.objects.select_for_update().get(pk=measure.pk)
    if now.stopped_on is not None:
        raise Refused(_("Nobody counts this any more."))
    if now.feeds.filter(stopped_at=None).count() >= rules.FEEDS:
        raise Refused(_("There are two tokens already. Stop one of them first."))
    token = f"points-{secrets.token_urlsafe(32)}"
    made = Feed.objects.create(measure=measure, hash=_hash(token), made_by=by)
    happened(MeasureEvent.FEED_MADE, by=by.pk, on=measure.entry.system_id, to=made.pk)
    return token


@verb
def stop_feed(*, feed: Feed, by: Person) -> None:
    """
    This will stop a token from this moment. What came by it stays.

    :raises Refused: if it was stopped already.
    """
    require(rules.can_feed(by, feed.measure))
    stopped = Feed.objects.filter(pk=feed.pk, stopped_at=None).update(stopped_at=timezone.now())
    if not stopped:
        raise Refused(_("That token was stopped already."))
    happened(MeasureEvent.FEED_STOPPED, by=by.pk, on=feed.measure.entry.system_id, to=feed.pk)


def feed_with(*, token: str, by: None = None) -> Feed | None:
    """The feed that shows this token, if it is good; one question, whatever is shown."""
    good = Feed.objects.filter(hash=_hash(token), stopped_at=None)
    found: Feed | None = good.select_related("measure__entry__system", "made_by").first()
    return found


def _hash(token: str) -> bytes:
    return keyed_hash("measures token", token)
