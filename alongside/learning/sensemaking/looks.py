"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "sensemaking:insights": _("looked at what we think is going on"),
        "sensemaking:insight": _("read what we think is going on"),
        "sensemaking:choose": _("looked through what you told, to make sense of it"),
        "sensemaking:make_sense": _("opened the page to write what we think is going on"),
        "sensemaking:see": _("opened the page to say how they see it"),
        "sensemaking:perspective": _("read a way of seeing it"),
    }
)
