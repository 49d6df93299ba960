"""What allauth asks this house: who may come in, and where somebody goes then."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import rules


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are welcomed by somebody who is here."""
        return False

    def clean_email(self, email: str) -> str:
        """An address somebody changes to, or signs in with: in the demo, one nobody has."""
        if not rules.can_be_here(email):
            raise ValidationError(rules.NOBODY_REAL)
        return email


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """
        Never: somebody whose provider vouches for the address of a person who is here is signed in
        as that person (SOCIALACCOUNT_EMAIL_AUTHENTICATION); anybody else is not known here.
        """
        return False
