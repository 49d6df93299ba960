"""Somebody named by their address, in whatever form it is asked."""

from typing import Any

from django import forms

from alongside.foundation.people.models import Person
from alongside.foundation.systems.rules import NOBODY_TO_NAME, somebody_at


class NamingForm(forms.Form):
    """
    One who may be named, by whoever fills it in. Of an address nobody has it says the same as of
    somebody they do not know.
    """

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.person: Person | None = None

    def clean_email(self) -> str:
        return self.named(self.cleaned_data["email"])

    def named(self, email: str) -> str:
        """The same address, once it is known whose it is; none names nobody."""
        self.person = somebody_at(email, self.by) if email else None
        if email and self.person is None:
            raise forms.ValidationError(NOBODY_TO_NAME)
        return email
