"""What allauth asks this house: who may come in, and where somebody goes then."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are welcomed by somebody who is here."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """
        Never: somebody whose provider vouches for the address of a person who is here is signed in
        as that person (SOCIALACCOUNT_EMAIL_AUTHENTICATION); anybody else is not known here.
        """
        return False
