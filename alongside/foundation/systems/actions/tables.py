"""Beginning a table, saying what it is for and what it sits within."""

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.foundation.kit import small
from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.systems import rules
from alongside.foundation.systems.events import SystemEvent
from alongside.foundation.systems.models import (
    Ground,
    Part,
    Place,
    Role,
    Scale,
    System,
    Within,
    Wording,
)
from alongside.foundation.vault import actions as vault

from .making import _lock, _seat
from .wording import _word


@verb
def found(
    *,
    scale: str,
    name: str,
    by: Person,
    purpose: str = "",
    said_by: str = "",
    boundary: str = "",
    as_what: str = "",
    whose: Person | None = None,
) -> System:
    """
    This will begin a system, with the one who begins it at its table.

    :param whose: in a life, the person whose life it is, if they sign in here already. Who comes
        later is given that seat with ``seat``.
    """
    system = System.objects.create(scale=scale)
    if system.is_life:
        vault.make_key(life=system.pk, by=by.pk)
    _word(system, system.pk, Part.NAME, name, "", by)
    if purpose:
        _word(system, system.pk, Part.PURPOSE, purpose, said_by, by)
    if boundary:
        _word(system, system.pk, Part.BOUNDARY, boundary, "", by)
    if whose is not None and whose != by:
        _seat(system, Ground.AGREED, role=Role.PERSON, person=whose, by=by)
    role = _first_role(scale, whose, by)
    _seat(system, Ground.FOUNDED, role=role, person=by, by=by, as_what=as_what)
    happened(SystemEvent.FOUNDED, by=by.pk, on=system.pk, to=system.pk, data={"scale": scale})
    return system


def _first_role(scale: str, whose: Person | None, by: Person) -> str:
    if scale != Scale.LIFE:
        return Role.STEWARD
    return Role.PERSON if whose == by else Role.LEAD


@verb
def word(*, system: System, part: str, words: str, by: Person, said_by: str = "") -> Wording:
    """This will write down a new version of what a system is called, is for, or where it ends."""
    require(rules.can_word(by, system))
    # Two people who write at the same moment write two versions, one after the other.
    _lock(system.pk)
    wording = _word(system, system.pk, Part(part), words, said_by, by)
    happened(SystemEvent.WORDED, by=by.pk, on=system.pk, to=wording.pk, data={"part": part})
    return wording


@verb
def place_within(*, inner: System, outer: System, by: Person) -> Within:
    """
    This will say that one system sits within another.

    :raises Refused: if the outer one sits, however far, within the inner one, or is a life.
    """
    require(rules.can_place(by, inner))
    if outer.is_life:
        raise Refused(_("Nothing sits within a life: a life is its own system."))
    _lock_the_tree()
    if inner.pk == outer.pk or inner.pk in _everything_around(outer.pk):
        raise Refused(_("That would put each of them within the other. Choose another system."))
    within, made = Within.objects.get_or_create(inner=inner, outer=outer)
    if not made:
        raise Refused(_("It sits within that system already."))
    happened(SystemEvent.PLACED_WITHIN, by=by.pk, on=inner.pk, to=outer.pk)
    if not inner.is_life:  # what a life sits within says nothing of it
        happened(SystemEvent.HAS_WITHIN, by=by.pk, on=outer.pk, to=inner.pk)
    return within


def _lock_the_tree() -> None:
    """
    What sits within what changes one link at a time: a loop can be closed by several people who
    each place systems that none of the others touches. The oldest system stands for all of them.
    """
    oldest = System.objects.not_lives().order_by("pk")[:1]
    list(oldest.select_for_update(no_key=True))


def _everything_around(system: UUID) -> set[UUID]:
    found: set[UUID] = set()
    edge = {system}
    while edge:
        rows = Within.objects.filter(inner__in=edge).values_list("outer_id", flat=True)
        edge = set(rows) - found
        found |= edge
    return found


@verb
def take_out(*, inner: System, outer: System, by: Person) -> None:
    """This will say that a system no longer sits within another."""
    require(rules.can_place(by, inner))
    gone, _rows = Within.objects.filter(inner=inner, outer=outer).delete()
    if not gone:
        raise Refused(_("It does not sit within that system."))
    happened(SystemEvent.TAKEN_OUT, by=by.pk, on=inner.pk, to=outer.pk)
    if not inner.is_life:
        happened(SystemEvent.LET_OUT, by=by.pk, on=outer.pk, to=inner.pk)


@verb
def settle(*, system: System, by: Person) -> Place:
    """This will say which system is the place this copy of Alongside serves."""
    place, made = Place.objects.get_or_create(id=1, defaults={"system": system})
    if not made:
        raise Refused(_("This place has been set up already."))
    happened(SystemEvent.FOUNDED, by=by.pk, on=system.pk, to=system.pk, data={"place": True})
    return place


@verb
def hide_below(*, smallest: int, by: Person) -> Place:
    """
    This will say, where people are counted, which is the smallest number that this place shows.

    :raises Refused: if it would show nearly anybody, or hide what there is to learn.
    """
    place = Place.objects.select_for_update().filter(id=1).first()
    if place is None:
        raise Refused(_("This place has not been set up yet."))
    require(rules.can_hide_below(by, place))
    if not small.LEAST <= smallest <= small.MOST:
        raise Refused(
            _("Choose a number from %(least)s to %(most)s.")
            % {"least": small.LEAST, "most": small.MOST}
        )
    place.smallest = smallest
    place.save(update_fields=["smallest"])
    data: dict[str, object] = {"smallest": smallest}
    happened(SystemEvent.HIDES_BELOW, by=by.pk, on=place.system_id, to=place.system_id, data=data)
    return place
