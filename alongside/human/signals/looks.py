"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "signals:why": _("read why somebody came to see you"),
        "signals:knock": _("read what we were told about you"),
        "signals:card": _("made a card for you: why we came"),
        "signals:ask_pause": _("opened the page to ask for letters to wait"),
    }
)
looks_mean(
    {"signals:pause": _("was asked to leave you be for now, and saw whom it was about")},
    ground=_("they told us first, and see only what they told us"),
)
