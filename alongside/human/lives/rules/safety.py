"""
Acting without somebody's yes, to keep someone safe. It is for those whose organisation the law asks
to, for a day; a second person gives every further day and looks at it; the person is told.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.systems.models import A_DAY, Exclusion, Reader, Seat, System
from alongside.human.lives.models import Basis, Override

from .voice import Who

AGAIN_AFTER = timedelta(days=7)


def bases_to_act(person: Person) -> list[Basis]:
    """What lets somebody act: a current basis of an organisation they work for now."""
    mine = Membership.objects.current().filter(person=person).values("organisation")
    found = Basis.objects.lets_act().filter(organisation__in=mine)
    return list(found.select_related("organisation").order_by("organisation__name", "pk"))


def can_act_to_keep_safe(person: Person) -> bool:
    """Only somebody whose organisation has said, and a steward of the place, under which law."""
    return bool(bases_to_act(person))


def is_shut_out(person: Person, life: System) -> bool:
    """The person said no to them by name, or to where they work: that holds here too."""
    no = Exclusion.objects.current().filter(system=life)
    mine = Membership.objects.current().filter(person=person).values("organisation")
    by_name, through = no.filter(person=person), no.filter(organisation__in=mine)
    return by_name.exists() or through.exists()


def can_be_second(person: Person, acts: Person) -> bool:
    """
    Somebody else, whose organisation may act too: they answer for it as much as who acts.
    """
    return person != acts and person.is_active and can_act_to_keep_safe(person)


def can_look_at(who: Who, override: Override) -> bool:
    """
    Who acted, the second person they named, and others who may act for the same organisation; the
    person, with who walks alongside them, once they were told. Somebody to whom they said no reads
    nothing of it, and nor does the person before they were told, wherever they work; nor if they
    were named to look at it.
    """
    reader = Reader.of(who)
    if reader.person.pk == override.acted_by_id or _is_second(reader, override):
        return True
    if override.is_told and reader.is_inner(override.life_id):
        return True
    return _answers_for(reader, override)


def can_give_another_day(who: Who, override: Override) -> bool:
    """Never the one who acts: the second person, or another who may act for the organisation."""
    reader = Reader.of(who)
    if not can_be_second(reader.person, override.acted_by):
        return False
    return _is_second(reader, override) or _answers_for(reader, override)


def _is_second(who: Who, override: Override) -> bool:
    """
    They were named to look at it. To refuse a name there would tell who acts whom it is about, so
    the person, or whom they said no to, can be named: and is nobody. Colleagues look at it instead.
    """
    reader = Reader.of(who)
    return reader.person.pk == override.second_id and not _is_kept_out(reader, override)


def _answers_for(reader: Reader, override: Override) -> bool:
    """Another of the same organisation; not whom the person said no to, nor the person."""
    if not acts_for(reader.person, override.organisation):
        return False
    return not _is_kept_out(reader, override)


def _is_kept_out(reader: Reader, override: Override) -> bool:
    life = override.life
    return reader.seat_of_own_life(life.pk) is not None or is_shut_out(reader.person, life)


def goes_on(last: Seat) -> bool:
    """Another day follows a day: when one has passed since, whoever acts must act anew."""
    in_time = last.until is not None and last.until > timezone.now() - A_DAY
    return in_time and last.ended_by is None


def can_look_back(who: Who, override: Override) -> bool:
    """It is looked at by somebody else, as another day is given by somebody else."""
    return can_give_another_day(who, override)


def has_waited(override: Override) -> bool:
    """
    Whoever was named to look at it has had a day. From then on any colleague is
    asked, and another can be named; whether the one who was named is nobody, neither tells.
    """
    had = timezone.now() - A_DAY
    return override.looked_back_at is None and override.at <= had


def can_name_another(who: Who, override: Override) -> bool:
    """
    Who acted, or a colleague who may look at it, names another when whoever was named has not
    looked for a day. It takes nothing from anybody: any colleague may look at it meanwhile.
    """
    reader = Reader.of(who)
    acted = reader.person.pk == override.acted_by_id
    return has_waited(override) and (acted or _answers_for(reader, override))


def can_say_told(who: Who, override: Override) -> bool:
    """Whoever acted tells the person; if they cannot, the second person does."""
    return Reader.of(who).person.pk == override.acted_by_id or _is_second(who, override)


def has_acted_lately(person: Person, life: System) -> bool:
    """Nobody gives themself one day after another: what they did before is looked at first."""
    mine = Override.objects.filter(life=life, acted_by=person)
    lately = Q(at__gt=timezone.now() - AGAIN_AFTER) | Q(looked_back_at=None)
    return bool(mine.filter(lately).exists())


def is_looked_at_first(person: Person, organisation: Organisation, life: System) -> bool:
    """
    An organisation acts again in the same life once somebody has looked at what it did, who is
    neither the one who acted then nor the one who acts now: or two could take turns for ever.
    """
    acted = Override.objects.filter(life=life, organisation=organisation)
    newest = acted.order_by("-at", "-pk").first()
    return newest is not None and newest.looked_back_by_id in (None, person.pk)


def acts_for(person: Person, organisation: Organisation) -> bool:
    return any(basis.organisation_id == organisation.pk for basis in bases_to_act(person))
