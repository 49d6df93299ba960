from alongside.foundation.people import rules as people
from alongside.foundation.people.models import Organisation
from alongside.foundation.systems.models import Place, Reader

from .voice import Who


def tends_the_place(who: Who) -> bool:
    """A steward of the place this copy of Alongside serves."""
    reader, place = Reader.of(who), Place.objects.first()
    return place is not None and reader.is_inner(place.system_id)


def can_record_basis(who: Who, organisation: Organisation) -> bool:
    """
    Under which law an organisation knows things is said by whoever set it up here and works for it,
    or by a steward of the place.
    """
    reader = Reader.of(who)
    own = organisation.founded_by_id == reader.person.pk
    return (own and people.belongs(reader.person, organisation)) or tends_the_place(reader)


def can_let_act(who: Who) -> bool:
    """
    That an organisation may act without a yes, to keep someone safe, is said by a steward of the
    place alone: nobody gives that to their own organisation by setting it up here.
    """
    return tends_the_place(who)
