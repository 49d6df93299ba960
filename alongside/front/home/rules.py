from alongside.foundation.people.models import Person


def can_start() -> bool:
    """A place is started once, by whoever set up the machine; from then on people are welcomed."""
    return not Person.objects.exists()
