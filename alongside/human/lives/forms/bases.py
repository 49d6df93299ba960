"""Under which law an organisation knows things: what its stewards are asked."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.ui.fields import Choice, Day, Email, Line, Pick, Words, Yes
from alongside.human.lives.models import CANNOT_BE_STOPPED, Condition, LawfulGround, Purpose

from .naming import NamingForm


class MayActForm(NamingForm):
    """Who may act without a yes for an organisation."""

    email = Email(
        label=gettext_lazy("Who else may act? Their e-mail address"),
        help_text=gettext_lazy("Somebody who belongs there. Nobody can name themself."),
        missing=gettext_lazy("Write who may act"),
    )


class BasisForm(forms.Form):
    purpose = Pick(
        label=gettext_lazy("What do you need to know things for?"),
        choices=[(value, capfirst(label)) for value, label in Purpose.choices],
        missing=gettext_lazy("Choose what for"),
    )
    in_plain_words = Words(
        label=gettext_lazy("Say it so that anybody understands"),
        help_text=gettext_lazy(
            "Two short sentences. “We look after council homes. To do that we keep what you tell "
            "us about your rent.”"
        ),
        missing=gettext_lazy("Say it in plain words"),
        called=gettext_lazy("What you say"),
        most=400,
        rows=3,
    )
    ground = Pick(
        label=gettext_lazy("On what ground?"),
        choices=[(value, capfirst(label)) for value, label in LawfulGround.choices],
        missing=gettext_lazy("Choose the ground"),
    )
    condition = Pick(
        label=gettext_lazy("Is it about health, or other things the law keeps special?"),
        choices=[(value, capfirst(label)) for value, label in Condition.choices if value],
        nothing=gettext_lazy("No, nothing of that kind"),
        required=False,
    )
    law = Line(
        label=gettext_lazy("Which law?"),
        help_text=gettext_lazy("Its name and section. “Housing Act 1996, section 195”"),
        missing=gettext_lazy("Write which law"),
        called=gettext_lazy("The law"),
        most=200,
    )
    talk_to = Line(
        label=gettext_lazy("Who can people talk to about it?"),
        help_text=gettext_lazy("A name or a desk, and how to reach them."),
        missing=gettext_lazy("Write who people can talk to"),
        called=gettext_lazy("Who to talk to"),
        most=200,
    )
    can_stop = Choice(
        label=gettext_lazy("Can the person stop it by saying no?"),
        choices=[("no", gettext_lazy("No, it goes on")), ("yes", gettext_lazy("Yes, it stops"))],
        hints={
            "no": gettext_lazy("They can ask why, and talk to the one you name."),
            "yes": gettext_lazy("Say so only if it really stops, the same day."),
        },
        missing=gettext_lazy("Choose whether they can stop it"),
    )
    until = Day(
        label=gettext_lazy("Until when, if it has an end?"),
        help_text=gettext_lazy("For example, 31 3 2027"),
        required=False,
    )
    lets_act = Yes(
        label=gettext_lazy("They may act without a yes, to keep someone safe"),
        help_text=gettext_lazy(
            "A day at a time, looked at by a second person, and the person is told."
        ),
        required=False,
    )

    def __init__(self, *args: Any, may_let_act: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_let_act:
            del self.fields["lets_act"]

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The last day must be after today"))
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("can_stop") == "yes" and given.get("ground") in CANNOT_BE_STOPPED:
            self.add_error("can_stop", _("On that ground nobody can stop it by saying no"))
        return given

    def terms(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {
            **{key: given[key] for key in ("purpose", "in_plain_words", "ground", "law")},
            **{key: given[key] for key in ("talk_to", "condition", "until")},
            "can_the_person_stop_it": given["can_stop"] == "yes",
            "allows_acting_without_yes": bool(given.get("lets_act")),
        }
