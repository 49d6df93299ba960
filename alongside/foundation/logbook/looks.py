"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "logbook:asks": _("looked at what was asked of others for you"),
        "logbook:ask": _("read something that was asked of others for you"),
        "logbook:ask_of": _("opened the page to ask others for a change"),
        "logbook:answer": _("read an answer"),
        "logbook:answer_ask": _("opened the page to answer what you asked"),
        "logbook:answer_voice": _("opened the page to answer what you told"),
        "logbook:lower": _("opened the page to keep your words closer"),
        "logbook:widen": _("opened the page to share your words"),
        "logbook:attachment": _("opened a picture, a letter or a recording"),
        "logbook:withdraw": _("opened the page to take words back"),
    }
)
