"""What people see in it; nobody is asked for a result, for that is arithmetic."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Words


class StudyForm(forms.Form):
    words = Words(
        label=_("What do you see in it?"),
        help_text=_("In your own words. What is it like now, and what surprised you?"),
        missing=_("Write what you see in it"),
        called=_("What you see"),
        draft="study",
        rows=4,
    )
    people = Words(
        label=_("What did people say in the same time?"),
        help_text=_("Those it is for, and those who do it. It weighs as much as the numbers."),
        called=_("What people said"),
        required=False,
        draft="study-people",
        rows=3,
    )


class NotMadeForm(forms.Form):
    words = Words(
        label=_("What got in the way?"),
        help_text=_("That the change was not made is something learnt, and nobody’s doing."),
        missing=_("Write what got in the way"),
        called=_("What got in the way"),
        draft="study-not-made",
        rows=4,
    )
