"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "listening:stories": _("looked at the stories you told"),
        "listening:story": _("read a story you told"),
        "listening:tell": _("opened the page to write a story down"),
        "listening:visits": _("looked at the visits to you"),
        "listening:visit": _("read about a visit to you"),
        "listening:plan_visit": _("opened the page to plan a visit to you"),
        "listening:between": _("read what was said on a visit to you"),
        "listening:empathy": _("read what was understood of what you said"),
        "listening:draw_empathy": _("opened the page to write down what they understood"),
        "listening:add_empathy": _("opened the page to add to what they understood"),
        "listening:export": _("saved your stories to a file"),
        "listening:mine": _("read what came of their own story"),
        "listening:news": _("read what came of their own story, with a card"),
    }
)
