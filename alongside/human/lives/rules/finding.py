from datetime import timedelta

from alongside.foundation.people import rules as people
from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.systems.models import Reader, System
from alongside.human.lives.models import Looking, Merged

from .voice import Who, can_speak, speaks_here, walks_alongside

# As many as somebody who meets people all day; far fewer than somebody who goes through a list.
LOOKS = {timedelta(hours=1): 8, timedelta(days=1): 25}
# What was looked for and led to nothing being asked is forgotten after this.
FORGOTTEN_AFTER = timedelta(days=1)


def can_look_for(person: Person, organisation: Organisation) -> bool:
    """
    Somebody who works with people here may ask whether anybody knows a person they have met, for an
    organisation they belong to. They learn neither who nor whether: only the person can tell them.
    """
    return people.belongs(person, organisation)


def has_looked_often(person: Person) -> bool:
    """Whether they have looked for more people than one who meets each of them would."""
    lately = Looking.objects.lately
    return any(lately(person, ago).count() >= most for ago, most in LOOKS.items())


def can_say_what_known_by(who: Who, life: System) -> bool:
    """What somebody is known by is theirs to say, or to have written down for them."""
    return can_speak(who, life)


def can_answer(who: Who, looking: Looking) -> bool:
    """
    Whether somebody who asks is introduced is for the person to say. Who walks alongside them asks
    them, and says here what they said.
    """
    return looking.life is not None and can_speak(who, looking.life)


def can_ask_if_same(person: Person, life: System, organisation: Organisation) -> bool:
    """
    Who walks alongside somebody who says that they have been here before may ask whoever else may
    know them, as of anybody they met: they learn neither who nor whether, until the person's yes.
    """
    return can_speak(person, life) and can_look_for(person, organisation)


def can_unmerge(who: Who, merged: Merged) -> bool:
    """
    Who may speak for both takes two apart that are not one person's; and where one side asked the
    other, either of them, for each knows that they are one.
    """
    reader = Reader.of(who)
    speaks = [can_speak(reader, life) for life in (merged.life, merged.into)]
    return all(speaks) or (merged.each_asked and any(speaks))


def can_merge(who: Who, life: System, into: System) -> bool:
    """
    Two lives are said to be one person's by the person, who speaks in both, or by one who walks
    alongside them in both. Nobody else learns that there is another; and nobody makes somebody
    they walk with one with themself.
    """
    reader, both = Reader.of(who), (life, into)
    ways = (speaks_here, walks_alongside)
    return any(all(way(reader, each) for each in both) for way in ways)
