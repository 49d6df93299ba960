from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Email, Line


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
