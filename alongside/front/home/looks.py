"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "home:system": _("opened your page"),
        "home:thread": _("looked at what came of something you told"),
        "home:voices": _("looked at the voices something rests on"),
        "home:search": _("searched in your words"),
        "home:visit_sheet": _("printed a page for a visit"),
        "home:front": _("opened their own day, with your name on it"),
        "home:owed": _("looked at the answers they owe"),
    }
)
