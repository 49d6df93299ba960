from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alongside.foundation.record.followups import when
from alongside.foundation.record.models import Event

from .events import PeopleEvent
from .models import Person
from .rules import is_made_up


@when(PeopleEvent.WELCOMED)
def say_how_to_sign_in(event: Event) -> None:
    """Somebody who was welcomed hears how to come in; who starts a place is in already."""
    if event.thing is None or event.thing == event.by:
        return
    person = Person.objects.get(pk=event.thing)
    if is_made_up(person):
        return
    send_mail(
        _("You can sign in now"),
        render_to_string("people/welcome.txt", {"person": person, "url": settings.SITE_URL}),
        None,
        [person.email],
    )
