import re
from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Asking, Membership, Organisation, Person

# RFC 2606 keeps this ending for things that do not exist: nobody real can have such an address.
MADE_UP = "@demo.invalid"
# Each welcome is a letter to somebody who did not ask for one.
WELCOMES_A_DAY = 20
NAME = 120
NOBODY_REAL = _(
    "This is the demo: nobody real is here. Write an address that ends in @demo.invalid."
)
ONLY_A_NAME = _("Write their name only, without an address or a link.")
# What a reader of e-mail would be led somewhere by: the letter to a stranger begins with the name.
_LEADS_SOMEWHERE = re.compile(r"(?i:http|www\.)|[/\\@]|\w\.[a-z]{2,}")


def can_welcome(person: Person | None) -> bool:
    """
    Nobody signs up alone: somebody who is here already welcomes them. Only the first person of an
    empty place comes by themselves. Being here opens nothing; a seat at a table does.
    """
    if person is None:
        return not Person.objects.exists()
    return person.is_active


def can_be_welcomed_as(name: str) -> bool:
    """A name, on one line, and nothing that leads whoever reads it somewhere."""
    return 0 < len(name) <= NAME and not _LEADS_SOMEWHERE.search(name)


def can_be_here(email: str) -> bool:
    """The demo holds nobody real: whoever finds it could sign in as them."""
    return not settings.DEMO or email.endswith(MADE_UP)


def has_welcomed_many(person: Person) -> bool:
    """Whether they have welcomed as many people today as somebody who knows them all would."""
    since = timezone.now() - timedelta(days=1)
    welcomed = Person.objects.filter(welcomed_by=person, joined_at__gt=since)
    again: int = cache.get(_again(person), 0)
    return bool(welcomed.count() + again >= WELCOMES_A_DAY)


def count_one_more(person: Person) -> None:
    """They welcomed somebody who was here: that counts too, or the limit would tell who is."""
    if not cache.add(_again(person), 1, 86_400):
        cache.incr(_again(person))


def _again(person: Person) -> str:
    return f"people.welcomed_again.{person.pk}"


def can_rename(person: Person, whom: Person) -> bool:
    """What somebody is called is for them to say."""
    return person == whom


def can_close(person: Person, whom: Person) -> bool:
    """Whether somebody's sign-in is closed is for them to say, and nobody else."""
    return person == whom


def can_bring_in(person: Person, organisation: Organisation) -> bool:
    """
    Who belongs to an organisation is said by somebody who does, or by whoever set it up here.
    Seats are held by organisations too, so nobody can say it of themselves.
    """
    return organisation.founded_by_id == person.pk or belongs(person, organisation)


def shares_where_they_belong(person: Person, other: Person) -> bool:
    """Whether both belong to one organisation, where each is on the list the other reads."""
    current = Membership.objects.current()
    theirs = current.filter(person=other).values("organisation")
    return bool(current.filter(person=person, organisation__in=theirs).exists())


def said_yes_to(person: Person, other: Person) -> bool:
    """Whether one of the two asked the other to be able to name them here, and was told yes."""
    both = Q(by=person, person=other) | Q(by=other, person=person)
    return bool(Asking.objects.said_yes().filter(both).exists())


def can_be_named_by_all(person: Person) -> bool:
    """Who belongs to an organisation is on its list, which everybody who signs in can read."""
    return bool(Membership.objects.current().filter(person=person).exists())


def can_take_back(person: Person, asking: Asking) -> bool:
    """Whoever asked may take it back; and whoever said yes, their yes."""
    return person.pk == asking.by_id or (person.pk == asking.person_id and bool(asking.yes))


def can_end(person: Person, membership: Membership) -> bool:
    """
    Anybody may leave. That another has left is said by whoever set the organisation up here, or by
    whoever brought them in and belongs to it still: nobody is put out by those who came after.
    """
    if person.pk in (membership.person_id, membership.organisation.founded_by_id):
        return True
    return membership.brought_in_by_id == person.pk and belongs(person, membership.organisation)


def belongs(person: Person, organisation: Organisation) -> bool:
    current = Membership.objects.current()
    return bool(current.filter(person=person, organisation=organisation).exists())


def is_made_up(person: Person) -> bool:
    """Whether this is somebody of the demo, whom anybody may sign in as."""
    return person.email.endswith(MADE_UP)


def can_sign_in_by_face(address: str, *, forwarded: bool) -> bool:
    """
    Signing in as anybody is for the demo, on the machine it runs on, and only as long as nobody
    real is here.
    """
    return settings.DEMO and not forwarded and _is_here(address) and nobody_real_is_here()


def nobody_real_is_here() -> bool:
    return not Person.objects.exclude(email__endswith=MADE_UP).exists()


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
