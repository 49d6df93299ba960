"""What allauth asks this house: who may come in, and where somebody goes then."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from . import actions, rules
from .events import PeopleEvent
from .models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are welcomed by somebody who is here."""
        return False

    def clean_email(self, email: str) -> str:
        """An address somebody changes to, or signs in with: in the demo, one nobody has."""
        if not rules.can_be_here(email):
            raise ValidationError(rules.NOBODY_REAL)
        return email

    def set_password(self, user: Person, password: str) -> None:
        """A first password, another one, or a new one for one that was forgotten."""
        with transaction.atomic():
            super().set_password(user, password)
            actions.secured(PeopleEvent.PASSWORD_CHANGED, by=user)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """
        Never: somebody whose provider vouches for the address of a person who is here is signed in
        as that person (SOCIALACCOUNT_EMAIL_AUTHENTICATION); anybody else is not known here.
        """
        return False
