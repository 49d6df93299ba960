"""Writing down what matters, noting a conversation, putting either right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.addressing import addressed, let_through
from alongside.foundation.logbook.models import Entry, Reach
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives import rules
from alongside.human.lives.events import LivesEvent
from alongside.human.lives.models import (
    CONVERSATION,
    LINE,
    Conversation,
    Heading,
    Line,
    PutRight,
)


@verb
def write_line(
    *,
    life: System,
    heading: str,
    words: str,
    by: Person,
    own_words: bool = True,
    supported_by: str = "",
    category: str = "",
    reach: str = Reach.TABLE,
    because: Sequence[Entry] = (),
) -> Line:
    """
    This will write down something that matters to somebody, under a heading of theirs.

    :param own_words: as they said it; else it stands as how ``by`` wrote it down.
    :param supported_by: who helped them to write it, if anybody did.
    """
    require(rules.can_write_line(by, life))
    reader = Reader.of(by)
    let_through(reader, life, because=because, reach=reach, category=category)
    draft = logbook.Draft(
        words={"words": words, "supported_by": supported_by},
        reach=reach,
        because=because,
        category=category,
    )
    entry = logbook.write(system=life, kind=LINE, by=by, draft=draft)
    line: Line = Line.objects.create(
        entry=entry,
        heading=Heading(heading),
        own_words=own_words,
        said_how=rules.said_how(reader, life),
    )
    happened(LivesEvent.LINE_WRITTEN, by=by.pk, on=life.pk, to=entry.pk)
    return line


@verb
def note(
    *,
    life: System,
    by: Person,
    words: str = "",
    there: str = "",
    matters: str = "",
    heading: str = Heading.IMPORTANT,
    own_words: bool = True,
    on: date | None = None,
    category: str = "",
    reach: str = Reach.US,
    spoken: Sequence[Any] = (),
    once: str = "",
) -> Entry:
    """
    This will note a conversation: typed, or spoken into a phone and sealed.

    :param there: who was there, in a few words.
    :param spoken: recordings of it, as a form's ``Files`` answers them.
    :param matters: something in it that matters to them, which is written down as a line too.
    :param once: the token of the form, so that sent twice it is noted once.
    :raises Refused: if there is nothing in it, what was spoken is no sound by its bytes, or it is
        to have been on a day still to come.
    :raises SentBefore: if the same form was sent before.
    """
    require(rules.can_note(by, life))
    if not clean(words) and not spoken:
        raise Refused(_("Write or say what you talked about."))
    if on is not None and on > timezone.localdate():
        raise Refused(_("The day you talked must be today or before."))
    let_through(Reader.of(by), life, reach=reach, category=category)
    draft = logbook.Draft(
        words={"words": words or _("A voice note"), "there": there},
        reach=reach,
        category=category,
        on=on,
    )
    entry = logbook.write(system=life, kind=CONVERSATION, by=by, draft=draft)
    logbook.once(entry=entry, token=once, words=words, by=by)
    Conversation.objects.create(entry=entry)
    for recording in logbook.attach_all(entry=entry, uploads=spoken, by=by):
        if not recording.sort.is_sound:
            raise Refused(_("That is no recording of a voice. Say it again, or write it."))
    happened(LivesEvent.NOTED, by=by.pk, on=life.pk, to=entry.pk)
    if clean(matters):
        write_line(
            life=life,
            heading=heading,
            words=matters,
            by=by,
            own_words=own_words,
            category=category,
            because=[entry],
        )
    return entry


@verb
def put_right(*, entry: Entry, by: Person, words: str = "") -> Entry | None:
    """
    This will put something right as the person says it: their version leads, and the one before
    folds away until the day its words are deleted.

    :param words: how it is; none says that it is not so any more.
    :raises Refused: if it was put right already, or taken back.
    """
    require(rules.can_put_right(by, entry.system))
    Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.withdrawn_at is not None or PutRight.objects.filter(older=entry).exists():
        raise Refused(_("That was put right already. Put right the newer words instead."))
    newer = _in_their_words(entry, words, by) if clean(words) else None
    PutRight.objects.create(
        older=entry,
        newer=newer,
        said_how=rules.said_how(by, entry.system),
        kept_until=rules.folds_until(),
    )
    happened(LivesEvent.PUT_RIGHT, by=by.pk, on=entry.system_id, to=entry.pk)
    return newer


def _in_their_words(entry: Entry, words: str, by: Person) -> Entry:
    reach, _others = addressed(entry)
    draft = logbook.Draft(words={"words": words}, reach=reach, category=entry.category, on=entry.on)
    newer = logbook.write(system=entry.system, kind=entry.kind, by=by, draft=draft)
    line = Line.objects.filter(entry=entry).first()
    if line is None:
        Conversation.objects.create(entry=newer)
    else:
        how = rules.said_how(by, entry.system)
        Line.objects.create(entry=newer, heading=line.heading, own_words=True, said_how=how)
    return newer


@verb
def hold(
    *,
    put_right: PutRight,
    law: str,
    until: date,
    by: Person,
    organisation: Organisation | None = None,
) -> None:
    """
    This will say that a law keeps words that were put right for longer, which law, and until when.

    :param organisation: whose law it is; where whoever says so belongs to one only, it is that.
    :raises Refused: if they are gone, or held already, or that day is not later; or nobody can tell
        whose law it is.
    """
    older = Entry.objects.select_related("system").get(pk=put_right.older_id)
    require(rules.can_hold(by, older.system))
    locked = PutRight.objects.select_for_update().get(pk=put_right.pk)
    if locked.gone_at is not None or locked.held_by is not None:
        raise Refused(_("These words are gone already, or a law is named for them already."))
    if until <= locked.kept_until:
        raise Refused(_("They are kept until then as it is. Choose a later day."))
    locked.organisation = _whose_law(organisation, by)
    add_words(entry=older, words={"law": law}, by=by)
    locked.held_by, locked.kept_until = by.pk, until
    locked.save(update_fields=["held_by", "kept_until", "organisation"])
    happened(LivesEvent.HELD, by=by.pk, on=older.system_id, to=older.pk)


def _whose_law(said: Organisation | None, by: Person) -> Organisation | None:
    """Written down with it: where somebody belongs later is no reason to keep anything."""
    mine = rules.holds_for(by)
    if (said is None and len(mine) > 1) or (said is not None and said not in mine):
        raise Refused(_("Choose whose law it is, of the organisations you belong to."))
    return said or next(iter(mine), None)


@verb
def let_words_go(*, put_right: PutRight, by: None = None) -> None:
    """This will delete the words of what was put right long enough ago. Nobody does it."""
    older = Entry.objects.select_related("system").get(pk=put_right.older_id)
    logbook.expire(entry=older, by=by)
    put_right.gone_at = timezone.now()
    put_right.save(update_fields=["gone_at"])
    happened(LivesEvent.WORDS_GONE, by=None, on=older.system_id, to=older.pk)
