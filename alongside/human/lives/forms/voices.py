"""Who speaks with somebody, why and until when; and what they say with them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Choice, Day, Email, Words, Yes
from alongside.human.lives.models import Said, TheirOwn, WhyWith

from .naming import NamingForm


class NameVoiceForm(NamingForm):
    """Who, why, and until when."""

    email = Email(
        label=gettext_lazy("Who speaks with them? Their e-mail address"),
        help_text=gettext_lazy("Somebody they trust, such as an aunt. Nobody who works for them."),
        missing=gettext_lazy("Write their e-mail address"),
    )
    because = Choice(
        label=gettext_lazy("Why do they not speak alone?"),
        choices=[(value, capfirst(label)) for value, label in WhyWith.choices],
        missing=gettext_lazy("Choose why"),
    )
    why = Words(
        label=gettext_lazy("Why this one, in plain words?"),
        help_text=gettext_lazy("They read this too, now or when they can."),
        missing=gettext_lazy("Write why"),
        called=gettext_lazy("Why"),
        most=600,
        rows=3,
    )
    day = Day(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("A year from now at most. For example, 31 3 2027"),
        missing=gettext_lazy("Write until when"),
    )
    knows = Yes(
        label=gettext_lazy("I asked them, as well as they can be asked"),
        missing=gettext_lazy("Ask them first, as well as they can be asked"),
    )

    def __init__(self, *args: Any, by: Person, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        if own:
            self.fields["email"].label = _("Who speaks with you? Their e-mail address")
            self.fields["email"].help_text = _("Somebody you trust. Nobody who works for you.")
            self.fields["because"].label = _("Why do you not speak alone?")
            reasons: Any = self.fields["because"]
            reasons.choices = [
                (WhyWith.CHILD, _("I am a child")),
                (WhyWith.NOT_NOW, _("I cannot decide this now")),
            ]
            self.fields["why"].help_text = ""
            del self.fields["knows"]

    def clean_day(self) -> datetime:
        day: date = self.cleaned_data["day"]
        if not timezone.localdate() < day <= timezone.localdate() + timedelta(days=364):
            raise forms.ValidationError(_("Choose a day after today, within a year"))
        return timezone.make_aware(datetime.combine(day, time.max))

    def terms(self) -> dict[str, Any]:
        given = self.cleaned_data
        named = {"person": self.person, "because": given["because"], "why": given["why"]}
        return {**named, "until": given["day"]}


class SpeakForm(forms.Form):
    """What they say or show themself comes first; then what the one who speaks with them says."""

    theirs = Choice(
        label=gettext_lazy("What do they want themself?"),
        choices=[(value, capfirst(label)) for value, label in TheirOwn.choices],
        missing=gettext_lazy("Choose what they want themself"),
    )
    words = Words(
        label=gettext_lazy("What did they say or show?"),
        help_text=gettext_lazy("In their own words, or what you saw. It stands beside yours."),
        missing=gettext_lazy("Write what they said or showed themself"),
        called=gettext_lazy("What they said or showed"),
        most=1_000,
        rows=3,
    )
    says = Choice(
        label=gettext_lazy("And what do you say, with them?"),
        choices=Said.choices,
        missing=gettext_lazy("Say yes or no"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("theirs") == TheirOwn.NO and given.get("says") == Said.YES:
            self.add_error("says", _("They said no themself. Then it is a no"))
        return given
