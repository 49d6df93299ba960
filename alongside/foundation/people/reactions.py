from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from . import actions
from .events import PeopleEvent
from .models import Person
from .rules import is_made_up


@when(PeopleEvent.WELCOMED, PeopleEvent.WELCOMED_AGAIN)
def say_how_to_sign_in(event: Event) -> None:
    """
    Somebody who was welcomed hears how to come in, however often they are; who starts a place is in
    already.
    """
    if event.thing is None or event.thing == event.by:
        return
    person = Person.objects.get(pk=event.thing)
    if is_made_up(person) or not person.is_active:
        return
    send_mail(
        _("You can sign in now"),
        render_to_string("people/welcome.txt", {"person": person, "url": settings.SITE_URL}),
        None,
        [person.email],
    )


# --- what allauth writes by itself, and says afterwards (connected in ``apps``) -------------------


def another_address(*, user: Person, from_email_address: Any, **_more: Any) -> None:
    """Somebody signs in with another address now. That the first was confirmed is no change."""
    if from_email_address:
        actions.secured(PeopleEvent.EMAIL_CHANGED, by=user)


def one_more_way_in(*, user: Person, **_more: Any) -> None:
    """A passkey, a second step, or new codes to recover with."""
    actions.secured(PeopleEvent.AUTHENTICATOR_ADDED, by=user)


def one_way_in_less(*, user: Person, **_more: Any) -> None:
    actions.secured(PeopleEvent.AUTHENTICATOR_REMOVED, by=user)
