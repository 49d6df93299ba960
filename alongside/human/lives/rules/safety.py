"""
Acting without somebody's yes, to keep someone safe. It is for those who were named, of an
organisation the law asks to, for a day; a second of those named looks at it and gives every further
day; the person is told, and whether they were is for their own side to say.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alongside.foundation.people.models import Membership, Organisation, Person
from alongside.foundation.people.rules import belongs
from alongside.foundation.systems.models import A_DAY, Exclusion, Reader, Seat, System
from alongside.human.lives.models import Basis, MayAct, Override

from .bases import can_let_act
from .voice import Who, walks_alongside

AGAIN_AFTER = timedelta(days=7)


def bases_to_act(person: Person) -> list[Basis]:
    """
    What lets somebody act: a current basis of an organisation that named them, and to which they
    have belonged ever since they were.
    """
    named = MayAct.objects.current().filter(person=person, organisation=OuterRef("organisation"))
    mine = Membership.objects.current().filter(person=person)
    mine = mine.filter(Exists(named.filter(since__gte=OuterRef("since"))))
    found = Basis.objects.lets_act().filter(organisation__in=mine.values("organisation"))
    return list(found.select_related("organisation").order_by("organisation__name", "pk"))


def can_act_to_keep_safe(person: Person) -> bool:
    """
    Only somebody who was named for an organisation of which a steward of the place has said that it
    may, and under which law. To belong there is not enough.
    """
    return bool(bases_to_act(person))


def can_name_to_act(who: Who, person: Person, organisation: Organisation) -> bool:
    """
    Who may act is written down by a steward of the place, as that the organisation may: never by
    the one who is named.
    """
    reader = Reader.of(who)
    return can_let_act(reader) and reader.person != person and belongs(person, organisation)


def is_shut_out(person: Person, life: System) -> bool:
    """The person said no to them by name, or to where they work: that holds here too."""
    no = Exclusion.objects.current().filter(system=life)
    mine = Membership.objects.current().filter(person=person).values("organisation")
    by_name, through = no.filter(person=person), no.filter(organisation__in=mine)
    return by_name.exists() or through.exists()


def can_be_second(person: Person, acts: Person) -> bool:
    """
    Somebody else who was named, as who acts was: they answer for it as much.
    """
    return person != acts and person.is_active and can_act_to_keep_safe(person)


def can_look_at(who: Who, override: Override) -> bool:
    """
    Who acted; the person, with who walks alongside them, once they were told. Whoever looks at it
    from outside, while there is something for them to do, and not after. When that they are not
    told yet holds no longer, who walks alongside reads it, so as to tell them. Somebody to whom
    they said no reads nothing of it, and nor does the person before they were told, wherever they
    work; nor if they were named to look at it.
    """
    reader = Reader.of(who)
    if reader.person.pk == override.acted_by_id or _is_of_their_side(reader, override):
        return True
    return is_open(override) and _looks_from_outside(reader, override)


def _is_of_their_side(reader: Reader, override: Override) -> bool:
    if override.is_told:
        return reader.is_inner(override.life_id)
    return not override.is_kept_back and walks_alongside(reader, override.life)


def is_open(override: Override) -> bool:
    """There is something to do: it is not looked at, they are not told, or a day may go on."""
    if override.looked_back_at is None or not override.is_told:
        return True
    last = override.days.select_related("seat").order_by("-number").first()
    return last is not None and goes_on(last.seat)


def _looks_from_outside(reader: Reader, override: Override) -> bool:
    """The second, whoever looked back, and when neither has for a day, another who was named."""
    if _is_second(reader, override):
        return True
    looked = override.looked_back_by_id == reader.person.pk or has_waited(override)
    return looked and _answers_for(reader, override)


def can_give_another_day(who: Who, override: Override) -> bool:
    """
    Never the one who acts, nor anybody who has not looked: the one who wrote how what was done
    looks to them, while they may act for the organisation themself.
    """
    reader = Reader.of(who)
    if override.looked_back_by_id != reader.person.pk:
        return False
    return can_be_second(reader.person, override.acted_by) and can_look_at(reader, override)


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
    """
    It is looked at by the second, who was named; or by another who may act for the organisation,
    once it has waited for a day. Never by the one who acted.
    """
    reader = Reader.of(who)
    if not can_be_second(reader.person, override.acted_by):
        return False
    return _looks_from_outside(reader, override)


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
    """
    Whoever acted tells the person; if they cannot, the second person does, or who walks alongside
    once it is kept from them no longer.
    """
    reader = Reader.of(who)
    acted = reader.person.pk == override.acted_by_id
    return acted or _is_second(reader, override) or _is_of_their_side(reader, override)


def can_put_off(who: Who, override: Override) -> bool:
    """
    That they are not told yet is said by who acted or by the second who looks at it with them. Who
    walks alongside reads it once it is kept back no longer, to tell the person: it is not theirs
    to keep it from them.
    """
    reader = Reader.of(who)
    return reader.person.pk == override.acted_by_id or _is_second(reader, override)


def can_stop(who: Who, override: Override) -> bool:
    """Whoever acts, or looks at it with them. What the person says ends it is a no by name."""
    reader = Reader.of(who)
    acted = reader.person.pk == override.acted_by_id
    return acted or (is_open(override) and _looks_from_outside(reader, override))


def can_agree_not_yet(who: Who, override: Override) -> bool:
    """
    That they are not told yet takes two: who acted says why, and the second agrees. Until then it
    holds for a day, and afterwards who walks alongside them reads it.
    """
    if override.is_told or override.not_yet_agreed_at is not None:
        return False
    return _is_second(who, override)


def can_say_if_told(who: Who, override: Override) -> bool:
    """Whether they were told is for the person to say, or who walks alongside: not who acted."""
    reader = Reader.of(who)
    acted = reader.person.pk == override.acted_by_id
    return override.is_told and not acted and reader.is_inner(override.life_id)


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
