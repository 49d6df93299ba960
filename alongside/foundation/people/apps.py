from django.apps import AppConfig


class People(AppConfig):
    name = "alongside.foundation.people"
    label = "people"

    def ready(self) -> None:
        from allauth.account.signals import email_changed
        from allauth.mfa import signals as mfa

        from . import checks, reactions  # noqa: F401

        email_changed.connect(reactions.another_address)
        mfa.authenticator_added.connect(reactions.one_more_way_in)
        mfa.authenticator_reset.connect(reactions.one_more_way_in)
        mfa.authenticator_removed.connect(reactions.one_way_in_less)
