"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "measures:measures": _("looked at what a table counts in order to learn"),
        "measures:aids": _("looked at the figures kept as aids to learning"),
        "measures:begin": _("opened the page to look at something new"),
        "measures:begin_aid": _("opened the page to keep an aid to learning"),
        "measures:measure": _("looked at a chart and what is written beside it"),
        "measures:define": _("opened the page to say how it is counted now"),
        "measures:write_note": _("opened the page to write a note on a chart"),
        "measures:set_aside": _("opened the page to set a point aside"),
        "measures:hold_still": _("opened the page to hold limits still"),
        "measures:shared": _("read what was written beside a chart"),
        "measures:set_anew": _("opened the page to set limits anew"),
        "measures:say_rolling": _("opened the page to say whether these are rolling averages"),
        "measures:reset": _("read why limits were set anew"),
        "measures:keep_chart": _("opened the page to keep a chart"),
        "measures:chart": _("looked at a chart as it was known"),
        "measures:count_people": _("opened the page to say that people are counted"),
        "measures:stop": _("opened the page to stop counting something"),
        "measures:counted": _("looked at what was counted"),
        "measures:enter": _("opened the page to enter what was counted"),
        "measures:paste": _("opened the page to paste what was counted"),
        "measures:bring": _("opened the page to bring in a file of what was counted"),
        "measures:export": _("saved what was counted to a file"),
        "measures:feeds": _("looked at which systems enter points"),
        "measures:questions": _("looked at what is asked about how it is counted"),
        "measures:question": _("opened the page to say what they make of it"),
        "measures:answer": _("read what somebody makes of how it is counted"),
    }
)
