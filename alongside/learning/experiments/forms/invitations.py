"""Whom to ask whether they are up for it, and their answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Choice, Several
from alongside.learning.experiments.models import Says


class InviteForm(forms.Form):
    people = Several(
        label=_("Whom do you ask?"),
        help_text=_("They see it on their first page. They may say yes, or nothing."),
        missing=_("Choose whom you ask"),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(person.pk): person for person in people}
        asked: Any = self.fields["people"]
        asked.choices = [(pk, person.name) for pk, person in self.by_id.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["people"] = [self.by_id[pk] for pk in data.get("people") or []]
        return data


class AnswerForm(forms.Form):
    says = Choice(
        label=_("Are you up for it?"),
        choices=Says.choices,
        hints={Says.NO: _("You need not say why. Nobody is shown who said so.")},
        missing=_("Choose whether you are up for it"),
    )
