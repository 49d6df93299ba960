"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "introductions:introductions": _("looked at who you are meeting"),
        "introductions:propose": _("opened the page to ask somebody to meet you"),
        "introductions:pull_in": _("looked for somebody who can help you"),
        "introductions:introduction": _("read about an introduction of yours"),
        "introductions:printed": _("printed the page about an introduction of yours"),
        "introductions:agree": _("opened the page to say yes to meeting somebody"),
        "introductions:accept": _("opened the page to say they will come"),
        "introductions:pass_on": _("opened the page to find somebody else for you"),
        "introductions:find": _("looked for somebody else who can help you"),
        "introductions:bring_back": _("opened the page to bring it back to your worker"),
        "introductions:meet": _("opened the page to say you have met"),
        "introductions:settle": _("opened the page to say it is settled"),
        "introductions:let_go": _("opened the page to walk on with somebody new"),
        "introductions:stop": _("opened the page to say you would rather not"),
    },
    ground=_("they were asked to meet you"),
)
