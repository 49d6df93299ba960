"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "introductions:introductions": _("looked at who you could meet"),
        "introductions:introduction": _("looked at how far a meeting is"),
        "introductions:pull_in": _("looked for who could help you"),
        "introductions:propose": _("thought of somebody you could meet"),
        "introductions:agree": _("opened the page to ask for your yes"),
        "introductions:accept": _("opened the page to say they will come"),
        "introductions:pass_on": _("opened the page to find you somebody else"),
        "introductions:bring_back": _("opened the page to say no answer came"),
        "introductions:meet": _("opened the page to say you have met"),
        "introductions:settle": _("opened the page to ask if it is settled"),
        "introductions:let_go": _("opened the page on who walks with you"),
        "introductions:stop": _("opened the page to stop a meeting"),
    }
)
