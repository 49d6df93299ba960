from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit import bulk
from alongside.foundation.kit.files import Handed
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook import actions as logbook
from alongside.foundation.logbook import rules as reading
from alongside.foundation.logbook.actions import add_words
from alongside.foundation.logbook.addressing import addressed, open_to
from alongside.foundation.logbook.models import Ceiling, Entry, How, Reach, Teller, Voice, Words
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems.models import Reader, System
from alongside.foundation.vault.safe import keyed_hash

from . import rules
from .csvfiles import Row
from .events import ListeningEvent
from .models import (
    EMPATHY,
    INVITATION,
    QUADRANTS,
    STORY,
    VISIT,
    Aside,
    EmpathyMap,
    Invitation,
    Story,
    UpFor,
    Visit,
    Whose,
)


@verb
def plan_visit(
    *,
    system: System,
    on: date,
    where: str,
    whom: str,
    first_standing: str,
    second_standing: str,
    by: Person,
    first: Person | None = None,
    second: Person | None = None,
    second_name: str = "",
    category: str = "",
) -> Visit:
    """
    This will plan a visit of two people who go and listen together, or write down one that was.

    :param first: one of the two; whoever plans it unless somebody else is named. Only who holds
        the table pairs two others.
    :param second: the other, if they sign in here; else ``second_name`` says who they are.
    :raises Refused: unless they are two people of different standing.
    """
    require(rules.can_plan(by, system))
    _may_be_about([category], system, by)
    first = first or by
    _two_who_differ(first, second, second_name, first_standing, second_standing)
    if by not in (first, second) and not rules.can_pair_others(by, system):
        raise Refused(
            _("Choose yourself as one of the two. Only who holds this table pairs two others.")
        )
    for listener in filter(None, (first, second)):
        if not rules.can_tell(listener, system):
            raise Refused(
                _("%(name)s has no seat at this table yet. Invite them first, or write their name.")
                % {"name": listener.name}
            )
    words = {
        "where": where,
        "whom": whom,
        "second": "" if second else second_name,
        "first_standing": first_standing,
        "second_standing": second_standing,
    }
    draft = logbook.Draft(words=words, category=category, on=on)
    entry = logbook.write(system=system, kind=VISIT, by=by, draft=draft)
    visit = Visit.objects.create(entry=entry, on=on, first=first, second=second)
    happened(ListeningEvent.VISIT_PLANNED, by=by.pk, on=system.pk, to=entry.pk)
    return visit


def _two_who_differ(
    first: Person, second: Person | None, second_name: str, standing: str, others: str
) -> None:
    if second is None and not clean(second_name):
        raise Refused(_("Say who goes with you. Two people listen better than one."))
    if first == second or (second is None and _alike(first.name, second_name)):
        raise Refused(_("A visit is made by two people. Choose somebody else to go with."))
    if _alike(standing, others):
        raise Refused(
            _(
                "Choose two people of different standing, such as a chief executive and a cleaner. "
                "Each then hears what the other would miss, and the two hear it together."
            )
        )


def _alike(one: str, other: str) -> bool:
    return clean(one).casefold().split() == clean(other).casefold().split()


@verb
def note_visit(*, visit: Visit, between: str, by: Person) -> None:
    """
    This will write down what a visit did between the two. Each of them may, in their own words.

    :raises Refused: before the day of the visit, or if they wrote theirs already.
    """
    # Locked, so that nobody writes theirs twice, nor into a visit being taken back.
    Entry.objects.select_for_update().get(pk=visit.pk)
    require(rules.can_note(by, visit))
    if visit.is_ahead:
        raise Refused(_("The day of this visit is still to come. Write this once you have been."))
    part = visit.part_of(by)
    if Words.objects.filter(entry=visit.entry_id, part=part).exists():
        raise Refused(_("You wrote down already what it did between you."))
    add_words(entry=visit.entry, words={part: between}, by=by)
    happened(ListeningEvent.VISITED, by=by.pk, on=visit.entry.system_id, to=visit.entry_id)


@verb
def tell(
    *,
    system: System,
    words: str,
    by: Person,
    ceiling: str,
    reach: str = "",
    teller: str = Whose.SOMEBODYS,
    told_on: date | None = None,
    visit: Visit | None = None,
    category: str = "",
    promised_by: Person | None = None,
    attached: Sequence[Handed] = (),
    once: str = "",
) -> tuple[Entry, str]:
    """
    This will write down a story in its teller's words, with somebody who promises them news.

    Whoever writes down another's story promises the news. Of one's own, and of what its writer is
    not to read again, whoever answers for the table owes it.

    :param reach: whom at the table it is addressed to; as far as the teller allows if not said.
    :param promised_by: only ever the writer: nobody promises for somebody else.
    :param attached: a picture, a letter, a recording; seen by whoever may read the story.
    :param once: the token of the form, so that sent twice it is told once.
    :returns: the story, and the code for the teller's card: the only time it can be read.
    :raises Refused: if it reaches further than the teller allows, or nobody may promise that.
    :raises SentBefore: if the same form was sent before.
    """
    require(rules.can_tell(by, system))
    _may_be_about([category], system, by)
    _may_be_told(system, visit, told_on, by)
    if promised_by not in (None, by):
        raise Refused(
            _("Only they can promise that. Promise the news yourself; they may take it on.")
        )
    reach = reach or _at_their_table(ceiling)
    draft = logbook.Draft(
        words={"words": words},
        reach=reach,
        ceiling=ceiling,
        category=category,
        on=told_on or (visit.on if visit else None),
    )
    entry = logbook.write(system=system, kind=STORY, by=by, draft=draft)
    logbook.once(entry=entry, token=once, words=words, by=by)
    Story.objects.create(entry=entry, visit=visit)
    logbook.attach_all(entry=entry, uploads=attached, by=by)
    is_theirs = teller == Whose.MINE
    _who, code = logbook.voice(entry=entry, by=by, person=by if is_theirs else None)
    owed_by = (
        rules.who_answers(system, teller=by)
        if is_theirs
        else rules.who_owes(system, by=by, reach=reach)
    )
    if owed_by is not None:
        logbook.promise(entries=[entry], by=owed_by)
    happened(ListeningEvent.TOLD, by=by.pk, on=system.pk, to=entry.pk)
    return entry, code


def _may_be_about(categories: Sequence[str], system: System, by: Person) -> None:
    """A seat that is for one thing is no seat to write about another."""
    if not set(categories) <= set(open_to(Reader.of(by), system)):
        raise Refused(_("Choose what this is about: something your seat here is for."))


def _at_their_table(ceiling: str) -> str:
    """How far words under this ceiling reach at their own table."""
    return Reach.US if ceiling == Ceiling.CLOSE else Reach.TABLE


def _may_be_told(system: System, visit: Visit | None, told_on: date | None, by: Person) -> None:
    if told_on is not None and told_on > timezone.localdate():
        raise Refused(_("The day it was told must be today or before."))
    if visit is None:
        return
    require(reading.can_read(by, visit.entry))
    if visit.entry.system_id != system.pk:
        raise Refused(_("That visit was made for another table."))
    if visit.is_ahead:
        raise Refused(_("The day of this visit is still to come."))


@dataclass(frozen=True)
class Imported:
    """What came of some rows: the stories that are new, and how many were here already."""

    new: list[Entry]
    already: int


def import_stories(
    *, system: System, rows: Sequence[Row], by: Person, tellers: Mapping[str, Person] | None = None
) -> Imported:
    """
    This will bring in stories gathered elsewhere, all of these or none; those that are here
    already are passed over, so that the same rows may be brought in again.

    :param tellers: who signs in here, by the e-mail address their stories name.
    """
    require(rules.can_import(by, system))
    _may_be_about([row.category for row in rows], system, by)
    sources = [_source(system, row) for row in rows]
    here = set(_known(sources))
    fresh = {s: row for s, row in zip(sources, rows, strict=True) if s not in here}
    if not fresh:
        return Imported([], len(rows))
    try:
        new = _bring_in(system=system, rows=fresh, by=by, tellers=tellers or {})
    except IntegrityError as error:
        raise Refused(_("Somebody else is bringing in the same stories. Try again.")) from error
    return Imported(new, len(rows) - len(new))


def already_here(*, system: System, rows: Sequence[Row], by: Person) -> int:
    """How many of these rows bringing them in would pass over."""
    require(rules.can_import(by, system))
    sources = [_source(system, row) for row in rows]
    return len(rows) - len(set(sources) - set(_known(sources)))


def _source(system: System, row: Row) -> bytes:
    same = f"words|{row.nth}|{row.told_on or ''}|{row.words}"
    said = f"ref|{row.reference}" if row.reference else same
    return keyed_hash("import", f"{system.pk}|{said}")


def _known(sources: Sequence[bytes]) -> list[bytes]:
    rows = Story.objects.filter(source__in=sources).values_list("source", flat=True)
    return [bytes(source) for source in rows if source is not None]


@verb
def _bring_in(
    *, system: System, rows: Mapping[bytes, Row], by: Person, tellers: Mapping[str, Person]
) -> list[Entry]:
    drafts = [
        logbook.Draft(
            words={"words": row.words},
            reach=_at_their_table(row.ceiling),
            ceiling=row.ceiling,
            category=row.category,
            on=row.told_on,
        )
        for row in rows.values()
    ]
    entries = logbook.write_many(system=system, kind=STORY, by=by, drafts=drafts)
    bulk.insert([Story(entry=e, source=source) for e, source in zip(entries, rows, strict=True)])
    _voices(entries, [tellers.get(row.teller) for row in rows.values()])
    _promise_all(system, entries, by)
    ids = [str(entry.pk) for entry in entries]
    happened(ListeningEvent.IMPORTED, by=by.pk, on=system.pk, data={"entries": ids})
    return entries


def _promise_all(system: System, entries: Sequence[Entry], by: Person) -> None:
    closer = [entry for entry in entries if entry.ceiling == Ceiling.CLOSE]
    logbook.promise(entries=[e for e in entries if e.ceiling != Ceiling.CLOSE], by=by)
    if closer:
        logbook.promise(entries=closer, by=rules.who_owes(system, by=by, reach=Reach.US))


def _voices(entries: Sequence[Entry], people: Sequence[Person | None]) -> None:
    """Those who sign in see what came of their stories; for the others a card can be made."""
    known = [(e, Teller(person=p)) for e, p in zip(entries, people, strict=True) if p]
    Teller.objects.bulk_create([teller for _entry, teller in known])
    Voice.objects.bulk_create([Voice(entry=entry, teller=teller) for entry, teller in known])


# --- who’s up for listening? ---------------------------------------------------------------------


@verb
def invite(*, system: System, words: str, by: Person) -> Invitation:
    """
    This will ask those around a table: who’s up for listening?

    :param words: where, to whom, or why now.
    :raises Refused: if it says nothing.
    """
    require(rules.can_invite_listeners(by, system))
    if not clean(words):
        raise Refused(_("Write where you would go, or what you would listen for."))
    draft = logbook.Draft(words={"words": words})
    entry = logbook.write(system=system, kind=INVITATION, by=by, draft=draft)
    invitation = Invitation.objects.create(entry=entry)
    happened(ListeningEvent.INVITED, by=by.pk, on=system.pk, to=entry.pk)
    return invitation


@verb
def come_along(*, invitation: Invitation, standing: str, words: str, by: Person) -> UpFor:
    """
    This will say that one is up for listening oneself, in one's own words for what one does.

    :raises Refused: if one said so already, or says nothing of what one does.
    """
    Entry.objects.select_for_update().get(pk=invitation.pk)
    require(rules.can_come_along(by, invitation))
    if not clean(words):
        raise Refused(_("Write what you do, in a word or two."))
    if UpFor.objects.filter(invitation=invitation, person=by).exists():
        raise Refused(_("You are up for it already."))
    up_for: UpFor = UpFor.objects.create(invitation=invitation, person=by, standing=standing)
    add_words(entry=invitation.entry, words={up_for.part: words}, by=by)
    system = invitation.entry.system_id
    happened(ListeningEvent.UP_FOR_IT, by=by.pk, on=system, to=invitation.pk)
    return up_for


@verb
def step_back(*, up_for: UpFor, by: Person) -> None:
    """This will say that one is not up for it after all, and take one's words with it."""
    require(up_for.person_id == by.pk)
    entry = up_for.invitation.entry
    happened(ListeningEvent.STEPPED_BACK, by=by.pk, on=entry.system_id, to=entry.pk)
    logbook.drop_words(entry=entry, parts=[up_for.part], by=by)
    up_for.delete()


@verb
def say_aside(*, other: Person, says: str, by: Person) -> None:
    """
    This will write down what one says, for oneself alone, of going with another; or nothing any
    more. What happened names nobody but who said it.

    :raises Refused: if it is of oneself.
    """
    if other == by:
        raise Refused(_("Choose somebody else."))
    Aside.objects.filter(person=by, other=other).delete()
    if says:
        Aside.objects.create(person=by, other=other, says=says)
    happened(ListeningEvent.SAID_ASIDE, by=by.pk, on=HOUSE)


# --- what they say, think, do and feel -----------------------------------------------------------


@verb
def draw_empathy(*, of: Entry, by: Person, **quadrants: str) -> EmpathyMap:
    """
    This will draw what somebody who was listened to says, thinks, does and feels, as far as anybody
    knows. It is read by those who read what it is drawn from, and kept as close: whoever told the
    story takes it back with their words.

    :param of: the visit or the story it is drawn from.
    :raises Refused: if there is nothing in it at all.
    """
    require(rules.can_draw(by, of))
    parts = {name: quadrants.get(name, "") for name in QUADRANTS}
    if not any(clean(words) for words in parts.values()):
        raise Refused(_("Write something in one of the four. The others can stay empty."))
    reach, others = addressed(of)
    if of.ceiling:  # what somebody told leaves its table only as it was shared
        reach, others = Reach.US if reach == Reach.US else Reach.TABLE, []
    draft = logbook.Draft(
        words=parts,
        reach=reach,
        others=others,
        because=[of],
        how=How.SHARED_FROM if of.kind == STORY else How.RESTS_ON,
        ceiling=of.ceiling,
        category=of.category,
        on=of.on,
    )
    entry = logbook.write(system=of.system, kind=EMPATHY, by=by, draft=draft)
    drawn: EmpathyMap = EmpathyMap.objects.create(entry=entry, of=of)
    happened(ListeningEvent.EMPATHY_DRAWN, by=by.pk, on=of.system_id, to=entry.pk)
    return drawn


@verb
def add_empathy(*, drawn: EmpathyMap, by: Person, **quadrants: str) -> None:
    """
    This will add to what nobody knew yet. What is there stays as it was written.

    :raises Refused: if there is nothing to add, or somebody has written there meanwhile.
    """
    Entry.objects.select_for_update().get(pk=drawn.pk)
    require(rules.can_draw(by, drawn.entry))
    parts = {name: quadrants[name] for name in QUADRANTS if clean(quadrants.get(name, ""))}
    if not parts:
        raise Refused(_("Write something in one of them, or leave it for another day."))
    if Words.objects.filter(entry=drawn.entry_id, part__in=list(parts)).exists():
        raise Refused(_("Somebody wrote there meanwhile. Look at it again."))
    add_words(entry=drawn.entry, words=parts, by=by)
    happened(ListeningEvent.EMPATHY_ADDED_TO, by=by.pk, on=drawn.entry.system_id, to=drawn.entry_id)
