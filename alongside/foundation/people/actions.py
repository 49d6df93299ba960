from collections.abc import Collection
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.record.models import HOUSE

from . import rules
from .events import PeopleEvent
from .models import Membership, Organisation, Person

# What a session holds of how somebody signed in.
OF_SIGNING_IN = ("_auth_", "_session", "account", "mfa", "socialaccount")


@verb
def welcome(*, name: str, email: str, by: Person | None, password: str | None = None) -> Person:
    """
    This will make somebody known here, so that they can sign in with a code sent to their address.

    :param by: who welcomes them; nobody, for the first person of an empty place.
    :param password: only for the first, who starts the place before it can send e-mail.
    :raises Refused: if somebody has that address already, the name is more than a name, this is
        the demo and they are not made up, or whoever welcomes has welcomed many today.
    """
    require(rules.can_welcome(by))
    name, email = " ".join(clean(name).split()), clean(email).lower()
    _fitting(name, email)
    if by is not None and not email.endswith(rules.MADE_UP):
        _not_too_many(by)
    person = Person(name=name, email=email, welcomed_by=by)
    person.set_password(password if by is None else None)
    person.save()
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=by is None)
    happened(PeopleEvent.WELCOMED, by=by.pk if by else person.pk, on=HOUSE, to=person.pk)
    return person


@verb
def welcome_once(*, name: str, email: str, by: Person) -> None:
    """
    This will see to it that somebody can sign in, whether or not they could before: who welcomes
    them is told the same, and the same letter goes to them.

    :raises Refused: as ``welcome``, but not because they are here.
    """
    require(rules.can_welcome(by))
    name, email = " ".join(clean(name).split()), clean(email).lower()
    here = Person.objects.filter(email__iexact=email).first()
    if here is None:
        welcome(name=name, email=email, by=by)
        return
    _may_be_here(name, email)
    if not email.endswith(rules.MADE_UP):
        _not_too_many(by)
        rules.count_one_more(by)
    happened(PeopleEvent.WELCOMED_AGAIN, by=by.pk, on=HOUSE, to=here.pk)


def _fitting(name: str, email: str) -> None:
    _may_be_here(name, email)
    if Person.objects.filter(email__iexact=email).exists():
        raise Refused(_("Somebody with this e-mail address is here already."))


def _may_be_here(name: str, email: str) -> None:
    if not rules.can_be_here(email):
        raise Refused(str(rules.NOBODY_REAL))
    if not rules.can_be_welcomed_as(name):
        raise Refused(str(rules.ONLY_A_NAME))


def _not_too_many(by: Person) -> None:
    Person.objects.select_for_update().get(pk=by.pk)  # so that two at once are counted as two
    if rules.has_welcomed_many(by):
        raise Refused(
            _(
                "You have welcomed many people since yesterday. Welcome the others tomorrow, "
                "or ask somebody else who is here."
            )
        )


@verb
def rename(person: Person, *, name: str, by: Person) -> None:
    """This will call somebody by the name they say."""
    require(rules.can_rename(by, person))
    person.name = clean(name)
    person.save(update_fields=["name"])
    happened(PeopleEvent.RENAMED, by=by.pk, on=HOUSE, to=person.pk)


@verb
def secured(kind: PeopleEvent, *, by: Person) -> None:
    """This will record that somebody changed how they sign in, and nothing of what to."""
    happened(kind, by=by.pk, on=HOUSE, to=by.pk)


@verb
def found_organisation(
    *, name: str, by: Person, about: str = "", joining: bool = False, as_what: str = ""
) -> Organisation:
    """
    This will make an organisation known here.

    :param joining: whoever does it belongs to it themself, as what they say.
    :raises Refused: if one of that name is here already.
    """
    if Organisation.objects.filter(name__iexact=clean(name)).exists():
        raise Refused(_("An organisation of this name is here already."))
    organisation = Organisation.objects.create(name=clean(name), about=clean(about), founded_by=by)
    happened(PeopleEvent.ORGANISATION_FOUNDED, by=by.pk, on=HOUSE, to=organisation.pk)
    if joining:
        join(by, organisation=organisation, as_what=as_what, by=by)
    return organisation


@verb
def join(
    person: Person, *, organisation: Organisation, by: Person, as_what: str = ""
) -> Membership:
    """
    This will say that somebody belongs to an organisation.

    :raises Refused: if they do already.
    """
    require(rules.can_bring_in(by, organisation))
    if rules.belongs(person, organisation):
        raise Refused(
            _("%(person)s belongs to %(organisation)s already.")
            % {"person": person, "organisation": organisation}
        )
    membership: Membership = Membership.objects.create(
        person=person, organisation=organisation, as_what=clean(as_what), brought_in_by=by
    )
    happened(
        PeopleEvent.JOINED,
        by=by.pk,
        on=HOUSE,
        to=organisation.pk,
        data={"person": str(person.pk)},
    )
    return membership


@verb
def welcome_in(
    *, name: str, email: str, organisation: Organisation, by: Person, as_what: str = ""
) -> Membership:
    """
    This will make somebody known here and say that they belong to an organisation, in one.

    :raises Refused: if somebody has that address already.
    """
    require(rules.can_bring_in(by, organisation))
    person = welcome(name=name, email=email, by=by)
    return join(person, organisation=organisation, as_what=as_what, by=by)


@verb
def leave(membership: Membership, *, by: Person) -> None:
    """
    This will say that somebody no longer belongs to an organisation.

    :raises Refused: if they have left before.
    """
    require(rules.can_end(by, membership))
    if membership.until is not None:
        raise Refused(_("This had ended already."))
    membership.until = timezone.now()
    membership.save(update_fields=["until"])
    happened(
        PeopleEvent.LEFT,
        by=by.pk,
        on=HOUSE,
        to=membership.organisation_id,
        data={"person": str(membership.person_id)},
    )


def forget_sessions(*, people: Collection[UUID], by: Person | None) -> None:
    """
    This will forget what the sessions of these people hold besides that they are signed in: what
    they were last told, and what they had begun.
    """
    inside_a_verb(by=by)
    theirs = {str(person) for person in people}
    for session in Session.objects.all():
        said = session.get_decoded()
        kept = {name: said[name] for name in said if name.startswith(OF_SIGNING_IN)}
        if str(said.get(SESSION_KEY)) in theirs and kept != said:
            session.session_data = SessionStore().encode(kept)
            session.save(update_fields=["session_data"])


@verb
def close(person: Person, *, by: Person) -> None:
    """
    This will close somebody's sign-in: their name, their address and every way in go. What they
    wrote for others stays theirs to be answered for, by somebody without a name.
    """
    require(rules.can_close(by, person))
    person.name, person.email = _("Somebody who left"), f"left-{person.pk.hex}{rules.MADE_UP}"
    person.is_active = False
    person.set_unusable_password()
    person.save()
    for ways_in in (EmailAddress, Authenticator, SocialAccount):
        ways_in.objects.filter(user=person).delete()
    Membership.objects.current().filter(person=person).update(until=timezone.now())
    _sign_out_everywhere(person)
    happened(PeopleEvent.CLOSED, by=by.pk, on=HOUSE, to=person.pk)


def _sign_out_everywhere(person: Person) -> None:
    for session in Session.objects.all():
        if str(session.get_decoded().get(SESSION_KEY)) == str(person.pk):
            session.delete()
