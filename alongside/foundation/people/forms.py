from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Email, Line, Words, Yes

from .models import Person
from .rules import NAME, ONLY_A_NAME, can_be_welcomed_as


def _in_plain_words(form: forms.Form, **labels: Any) -> None:
    """allauth's own fields, asked as we ask: a label above, and no words that vanish on typing."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


def _only_a_name(typed: str) -> None:
    if not can_be_welcomed_as(typed):
        raise ValidationError(ONLY_A_NAME)


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
        validators=[_only_a_name],
    )
    email = Email(
        label=_("What is their e-mail address?"),
        help_text=_("They get a message that says how to sign in, and nothing else."),
        missing=_("Write their e-mail address"),
    )


class FoundOrganisationForm(forms.Form):
    name = Line(
        label=_("What is it called?"),
        help_text=_("As people here say it."),
        missing=_("Write what it is called"),
        called=_("Its name"),
    )
    about = Words(
        label=_("What is it?"),
        help_text=_("A sentence for somebody who has never heard of it."),
        called=_("What it is"),
        most=1_000,
        rows=3,
        required=False,
    )
    joining = Yes(label=_("I belong to it myself"), required=False)
    as_what = Line(
        label=_("If you belong to it, as what?"),
        help_text=_("For example, “adviser” or “trustee”."),
        called=_("What you are there"),
        most=NAME,
        required=False,
    )


class JoinForm(forms.Form):
    """
    Somebody asked into an organisation, by address and name, whether or not they are new here:
    nobody is told which.
    """

    use_required_attribute = False
    email = Email(
        label=_("What is their e-mail address?"),
        help_text=_("The whole address, exactly."),
        missing=_("Write their e-mail address"),
    )
    name = Line(
        label=_("What is their name?"),
        help_text=_("They get a message that says how to sign in, and nothing else."),
        missing=_("Write their name"),
        called=_("Their name"),
        most=NAME,
        validators=[_only_a_name],
    )
    as_what = Line(
        label=_("As what do they belong to it?"),
        help_text=_("For example, “adviser” or “trustee”."),
        called=_("What they are there"),
        most=NAME,
        required=False,
    )


class FaceForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.filter(is_active=True))
