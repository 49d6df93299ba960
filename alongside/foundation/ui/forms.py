"""Questions for the gallery: one of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import (
    Choice,
    Day,
    Email,
    Files,
    Line,
    Pick,
    Several,
    Words,
    Yes,
)

USES = [
    ("close", _("Kept close")),
    ("learn", _("Learn from it, don’t repeat it")),
    ("quoted", _("Quoted without my name")),
]
HINTS = {"close": _("Only the two of you who are talking now will ever read it.")}


class EveryQuestion(forms.Form):
    where = Line(label=_("Where did you go?"), missing=_("Write where you went"), most=60)
    words = Words(
        label=_("What did you hear?"),
        help_text=_("In the words of the person who told you, as near as you can."),
        missing=_("Write what you heard"),
        called=_("The story"),
        draft="story",
    )
    when = Day(
        label=_("When was it?"),
        help_text=_("For example, 3 3 2026"),
        missing=_("Write when it was"),
        past=True,
    )
    use = Choice(
        label=_("How may this be used?"),
        choices=USES,
        hints=HINTS,
        missing=_("Choose how it may be used"),
    )
    heard_by = Several(
        label=_("Who listened?"),
        choices=[("joan", _("Joan")), ("ruth", _("Ruth"))],
        missing=_("Choose who listened"),
    )
    about = Pick(
        label=_("What is it about?"),
        choices=[("home", _("Home")), ("money", _("Money"))],
        required=False,
    )
    email = Email(label=_("Where can we bring you news?"), required=False)
    attached = Files(
        label=_("Anything that goes with it?"),
        help_text=_("A picture, a letter or a recording: up to three."),
    )
    agreed = Yes(label=_("They know I wrote this down"), missing=_("Ask them, then tick the box"))
