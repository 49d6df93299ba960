from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Reader, System


def can_tell_costs(person: Person, system: System) -> bool:
    """
    Anybody around the table may tell what it would have cost not to help. In a life it is written
    down only together with what the person says about that, and stays with those alongside them.
    """
    return Reader.of(person).takes_part(system.pk)
