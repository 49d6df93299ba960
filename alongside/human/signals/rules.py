"""Who may do what about signs, and the people they may be about."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from alongside.foundation.people.models import Person
from alongside.foundation.people.rules import belongs
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives.models import Agreement

from .models import Gateway, Heard, Knock, Pause, Source

# What one source may say through its token in a minute: a night's run, not a flood.
A_MINUTE = 60
TOKENS = 2
MORNING = time(8)

Who = Person | Reader


def can_keep_sources(who: Who, table: System) -> bool:
    """Those who hold a table say which sources may speak to it. Nothing speaks to a life."""
    return not table.is_life and Reader.of(who).is_inner(table.pk)


def can_speak_for(who: Who, source: Source) -> bool:
    """
    Who makes a token and who brings in a file, one rule for both: somebody of the organisation
    whose system it is, who does not sit at the table it speaks to nor at the one it asks to pause.
    Whoever both speaks and listens could say something of somebody, and watch whether a door
    appears.
    """
    reader = Reader.of(who)
    hears = {source.table, source.asked_id} & set(reader.systems)
    return not hears and belongs(reader.person, source.organisation)


def can_stop_token(who: Who, source: Source) -> bool:
    """Whoever may make one, and those who hold the table: one that was seen is stopped at once."""
    return can_speak_for(who, source) or can_keep_sources(who, source.entry.system)


def can_see_knocks(who: Who, table: System) -> bool:
    """
    Anybody with a whole seat at the table sees that there are doors to knock at, and what kind of
    sign came; never whose doors they are.
    """
    if table.is_life:
        return False
    seats = Reader.of(who).seats
    return any(seat.system_id == table.pk and not seat.categories for seat in seats)


def can_take(who: Who, knock: Knock) -> bool:
    """
    Anybody around the table may take a knock nobody has; or one whose taker is not of the table
    any more. Never one for somebody who has a life here: that is theirs and their lead worker's.
    """
    reader = Reader.of(who)
    is_there = knock.life_id is None and knock.from_when <= timezone.now()
    if not is_there or not can_see_knocks(reader, knock.table):
        return False
    if knock.taken_by is None:
        return True
    return not can_see_knocks(knock.taken_by, knock.table)


def can_answer(who: Who, knock: Knock) -> bool:
    """Whoever may see whose door it is: who took it, or the person and who walks alongside them."""
    return Knock.objects.visible_to(Reader.of(who)).filter(pk=knock.pk).exists()


def may_stand(knock: Knock) -> bool:
    """
    Where the right to say it is the person's own yes, that yes has to be here, and stand. Of
    somebody who is not known here nobody has one.
    """
    if knock.source.ground == Gateway.LAW:
        return True
    yes = Agreement.objects.current().filter(
        life=knock.life_id, organisation=knock.source.organisation_id
    )
    return knock.life_id is not None and bool(yes.exists())


def can_ask_pause(who: Who, knock: Knock) -> bool:
    """
    Whoever may see the knock, of a source that can pause something by law or agreement. Where that
    is the person's own yes, it has to be said first; the page asks.
    """
    return knock.source.asked_id is not None and can_answer(who, knock)


def can_ask_pause_for_all(who: Who, source: Source) -> bool:
    """
    Those who hold the table that keeps a source, and only where a law or an agreement lets it pause
    without each person's yes.
    """
    held = can_keep_sources(who, source.entry.system)
    return held and source.asked_id is not None and source.pause_ground == Gateway.LAW


def can_answer_pause(who: Who, pause: Pause) -> bool:
    """Anybody with a whole seat at the table that was asked."""
    return can_see_knocks(who, pause.of)


def says_too_much(source: Source) -> bool:
    """
    Whether a source has said as much through its token in this minute as anybody could. What its
    people brought in as a file has its own bound, and keeps nothing of the source waiting.
    """
    since = timezone.now() - timedelta(minutes=1)
    said = Heard.objects.filter(source=source, at__gt=since, in_a_file=False)
    return bool(said.count() >= A_MINUTE)


def next_morning(now: datetime) -> datetime:
    """When the table sees what came today: all of it together, so that no single one shows."""
    day = timezone.localdate(now) + timedelta(days=1)
    return datetime.combine(day, MORNING, timezone.get_current_timezone())
