from collections.abc import Collection
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.kit.text import clean
from alongside.foundation.record.actions import happened, inside_a_verb, verb
from alongside.foundation.record.models import HOUSE

from . import rules
from .events import PeopleEvent
from .models import Asking, Membership, Organisation, Person

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
    This will see to it that somebody can sign in, whether or not they could before, and ask them if
    whoever welcomes them may name them here. That one is told the same either way, and the same
    letter goes out.

    :raises Refused: as ``welcome``, but not because they are here.
    """
    person = let_in(name=name, email=email, by=by)
    asked = Asking.objects.filter(by=by, person=person, organisation=None, taken_back_at=None)
    if person != by and not asked.exists():
        _asked(person, name, email, by)


def let_in(*, name: str, email: str, by: Person) -> Person:
    """
    This will see to it that somebody can sign in, whether or not they could before, inside the verb
    it belongs to: that asks them something, and tells nobody which of the two it was.
    """
    inside_a_verb(by=by)
    require(rules.can_welcome(by))
    name, email = " ".join(clean(name).split()), clean(email).lower()
    here = Person.objects.filter(email__iexact=email).first()
    if here is None:
        return welcome(name=name, email=email, by=by)
    _may_be_here(name, email)
    if not email.endswith(rules.MADE_UP):
        _not_too_many(by)
        rules.count_one_more(by)
    happened(PeopleEvent.WELCOMED_AGAIN, by=by.pk, on=HOUSE, to=here.pk)
    return here


def _asked(
    person: Person,
    name: str,
    email: str,
    by: Person,
    organisation: Organisation | None = None,
    as_what: str = "",
) -> Asking:
    asking: Asking = Asking.objects.create(
        by=by,
        person=person,
        organisation=organisation,
        as_what=clean(as_what),
        typed_name=clean(name),
        typed_email=clean(email),
    )
    happened(PeopleEvent.ASKED, by=by.pk, on=HOUSE, to=asking.pk)
    return asking


@verb
def ask_in(
    *, name: str, email: str, organisation: Organisation, by: Person, as_what: str = ""
) -> Asking:
    """
    This will ask whoever has an address whether they belong to an organisation. They do once they
    say yes; whoever asks is told the same whether or not they were here.

    :raises Refused: if that was asked already, or as ``welcome_once``.
    """
    require(rules.can_bring_in(by, organisation))
    person = let_in(name=name, email=email, by=by)
    if rules.belongs(person, organisation):  # all who sign in read that there
        raise Refused(_("They belong to it already."))
    asked = Asking.objects.open().filter(by=by, person=person, organisation=organisation)
    if person == by or asked.exists():
        raise Refused(_("You have asked that address already."))
    return _asked(person, name, email, by, organisation, as_what)


@verb
def say(*, asking: Asking, yes: bool, by: Person) -> None:
    """
    This will say yes or no to what one was asked. Only a yes is ever told to who asked.

    :raises Refused: if it was answered or taken back, or whoever asked can bring nobody in now.
    """
    locked = Asking.objects.select_for_update(of=["self"]).select_related("by", "organisation")
    asking = locked.get(pk=asking.pk)
    require(asking.person_id == by.pk)
    if asking.yes is not None or asking.taken_back_at is not None:
        raise Refused(_("That was answered already, or nobody asks it any more."))
    asking.yes, asking.said_at = yes, timezone.now()
    asking.save(update_fields=["yes", "said_at"])
    happened(PeopleEvent.SAID, by=by.pk, on=HOUSE, to=asking.pk)
    where = asking.organisation
    if yes and where is not None and not rules.belongs(by, where):
        if not rules.can_bring_in(asking.by, where):
            raise Refused(_("They cannot bring anybody in any more. Ask somebody else there."))
        join(by, organisation=where, as_what=asking.as_what, by=asking.by)


@verb
def take_back_asking(*, asking: Asking, by: Person) -> None:
    """
    This will ask no longer, or take back the yes that was said.

    :raises Refused: if it was taken back before.
    """
    require(rules.can_take_back(by, asking))
    standing = Asking.objects.filter(pk=asking.pk, taken_back_at=None)
    if not standing.update(taken_back_at=timezone.now()):
        raise Refused(_("That was taken back already."))
    happened(PeopleEvent.ASKING_TAKEN_BACK, by=by.pk, on=HOUSE, to=asking.pk)


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
    This will close somebody's sign-in: their name, their address and every way in go, and what they
    were asked by it. What they wrote for others stays theirs to be answered for, by somebody
    without a name.
    """
    require(rules.can_close(by, person))
    person.name, person.email = _("Somebody who left"), f"left-{person.pk.hex}{rules.MADE_UP}"
    person.is_active = False
    person.set_unusable_password()
    person.save()
    for ways_in in (EmailAddress, Authenticator, SocialAccount):
        ways_in.objects.filter(user=person).delete()
    # What others typed to ask them holds their name and address too.
    Asking.objects.filter(Q(person=person) | Q(by=person)).delete()
    Membership.objects.current().filter(person=person).update(until=timezone.now())
    _sign_out_everywhere(person)
    happened(PeopleEvent.CLOSED, by=by.pk, on=HOUSE, to=person.pk)


def _sign_out_everywhere(person: Person) -> None:
    for session in Session.objects.all():
        if str(session.get_decoded().get(SESSION_KEY)) == str(person.pk):
            session.delete()
