"""What could go wrong, when to stop and talk, and what was decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Choice, Pick, Words
from alongside.learning.experiments.models import Decided

from .plans import Why

DECIDED: dict[str, tuple[str | Lazy, str | Lazy]] = {
    Decided.GO_ON: (_("Go on"), _("We talked, and it is all right to go on.")),
    Decided.PAUSE: (_("Pause"), _("We stop for now, and talk more. It can go on later.")),
    Decided.STOP: (_("Stop"), _("We end it. What it taught us stays.")),
}


class Named(forms.Form):
    """Asks for somebody around the table, in the field ``who``."""

    who = ""

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields[self.who]
        field.offer([(pk, person.name) for pk, person in self.people.items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if chosen := data.get(self.who):
            data[self.who] = self.people[chosen]
        return data


class HazardForm(Named):
    who = "noticer"

    hazard = Words(
        label=_("What could go wrong?"),
        help_text=_("For anybody it touches: people, staff, those who are not in it."),
        missing=_("Write what could go wrong"),
        called=_("What could go wrong"),
        rows=2,
        most=1_000,
    )
    safeguard = Words(
        label=_("What will you put in place?"),
        missing=_("Write what you’ll put in place"),
        called=_("What you put in place"),
        rows=2,
        most=1_000,
    )
    sign = Words(
        label=_("What would show it?"),
        help_text=_("What somebody would see or hear."),
        missing=_("Write what would show it"),
        called=_("What would show it"),
        rows=2,
        most=1_000,
    )
    noticer = Pick(label=_("Who would notice?"), missing=_("Choose who would notice"))
    measure = Pick(
        label=_("Would something you count show it too?"),
        nothing=_("No, somebody looks"),
        missing=_("Choose from the list"),
        required=False,
    )

    def __init__(self, *args: Any, measures: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.offer(measures)
        if not measures:
            del self.fields["measure"]


class SignForm(Named):
    who = "owner"

    words = Words(
        label=_("What would you see?"),
        help_text=_("A sign so plain that nobody has to be sure: anybody leaves in tears."),
        missing=_("Write what you would see"),
        called=_("What you would see"),
        rows=2,
        most=1_000,
    )
    owner = Pick(
        label=_("Whose is it?"),
        help_text=_("They are told when somebody sees it, and gather people to talk."),
        missing=_("Choose whose it is"),
    )


class HandOverForm(Why, Named):
    who = "owner"

    owner = Pick(label=_("Whose is it from now on?"), missing=_("Choose whose it is"))


class SeenForm(forms.Form):
    words = Words(
        label=_("What did you see?"),
        help_text=_("A sentence is enough. You need not be sure."),
        missing=_("Write what you saw"),
        called=_("What you saw"),
        rows=3,
        most=2_000,
    )


class TalkedForm(forms.Form):
    decided = Choice(
        label=_("What did you decide?"),
        choices=[(decided, label) for decided, (label, _hint) in DECIDED.items()],
        hints={decided: hint for decided, (_label, hint) in DECIDED.items()},
        missing=_("Choose what you decided"),
    )
    words = Words(
        label=_("What did you talk about, and why do you do that?"),
        missing=_("Write what you decided, and why"),
        called=_("What you decided"),
        rows=3,
        most=2_000,
    )
