"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "experiments:tries": _("looked at what you are trying"),
        "experiments:try_out": _("opened the page to write what you will try"),
        "experiments:experiment": _("read what you are trying"),
        "experiments:learn": _("opened the page to write what happened"),
        "experiments:learning": _("read what happened when you tried"),
        "experiments:cycles": _("read the small tries"),
        "experiments:begin_cycle": _("opened the page to begin a small try"),
        "experiments:cycle": _("read one small try"),
        "experiments:compare": _("looked at what was counted beside what was expected"),
        "experiments:study": _("read what was seen in what you tried"),
        "experiments:conclude": _("opened the page to say what came of it"),
        "experiments:cost_stories": _("looked at what not helping would have cost"),
        "experiments:costs": _("read what not helping would have cost"),
        "experiments:tell_costs": _("opened the page to tell what not helping would have cost"),
        "experiments:conclusion": _("read what came of what you tried"),
    }
)
