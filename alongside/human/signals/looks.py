"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "signals:why": _("read why we came"),
        "signals:knock": _("read why somebody came to your door"),
        "signals:card": _("printed the card about why we came"),
        "signals:ask_pause": _("opened the page to ask for bills to be set aside"),
        "signals:pause": _("read what was set aside for you"),
    },
    ground=_("they came because things may have got harder"),
)
