"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "systems:table": _("looked at who is alongside you"),
        "systems:invite": _("opened the page to ask somebody in"),
        "systems:exclude": _("opened the page to say no to somebody"),
        "systems:end_seat": _("opened the page to end a seat"),
        "systems:wordings": _("read what your life is for, in your words"),
        "systems:word": _("opened the page to write down what your life is for"),
        "systems:hide_below": _("opened the page on how small a number may be"),
        "systems:within": _("looked at what your life sits within"),
    }
)
