from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Email, Line

from .models import Person

NAME = 120


def _in_plain_words(form: forms.Form, **labels: Any) -> None:
    """allauth's own fields, asked as we ask: a label above, and no words that vanish on typing."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_plain_words(self, login=_("E-mail address"), password=_("Password"))


class SendCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_plain_words(self, email=_("E-mail address"))


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_plain_words(self, email=_("E-mail address"))


class RenameForm(forms.Form):
    name = Line(
        label=_("What should people call you?"),
        help_text=_("This is the name others see beside what you write."),
        missing=_("Write the name people should call you"),
        called=_("Your name"),
        most=NAME,
    )


class WelcomeForm(forms.Form):
    name = Line(
        label=_("What is their name?"),
        missing=_("Write their name"),
        called=_("Their name"),
        most=NAME,
    )
    email = Email(
        label=_("What is their e-mail address?"),
        help_text=_("They get a message that says how to sign in, and nothing else."),
        missing=_("Write their e-mail address"),
    )


class FaceForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.filter(is_active=True))
