from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.foundation.logbook.models import Way
from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Email, Line

EVERYWHERE = "everywhere"


class StartForm(forms.Form):
    place = Line(
        label=_("What is the place called?"),
        help_text=_("A town, a district, or the part of it you will learn about together."),
        missing=_("Write what the place is called"),
        called=_("Its name"),
        most=120,
    )
    name = Line(
        label=_("What is your name?"),
        missing=_("Write your name"),
        called=_("Your name"),
        most=120,
    )
    email = Email(
        label=_("What is your e-mail address?"),
        help_text=_("You sign in with it."),
        missing=_("Write your e-mail address"),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Four words that do not belong together are good."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password")},
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if password := asked.get("password"):
            person = Person(name=asked.get("name", ""), email=asked.get("email", ""))
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return asked


class ToldForm(forms.Form):
    """How a teller had which news."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        choices=[
            (Way.IN_PERSON.value, Way.IN_PERSON.label),
            (Way.ON_PAPER.value, Way.ON_PAPER.label),
        ]
    )


class LookForm(forms.Form):
    """What to look for."""

    q = Line(
        label=_("What are you looking for?"),
        missing=_("Write a word or two to look for"),
        called=_("What you look for"),
        most=200,
    )


class SearchForm(LookForm):
    """What to look for, and at which table."""

    def __init__(self, *args: Any, tables: Iterable[System], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = (EVERYWHERE, _("At every table I sit at, and what is for anyone"))
        # ``in`` is a word of the language, so it cannot be a name in the class.
        self.fields["in"] = forms.ChoiceField(
            label=_("Where?"),
            choices=[everywhere, *((str(table.pk), table.name) for table in tables)],
            error_messages={"invalid_choice": _("Choose one of your own tables")},
        )
