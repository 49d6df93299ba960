"""The questions of a small try: two before it, three after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.ui.fields import Choice, Words
from alongside.learning.experiments.models import Made

PLAN = Words(
    label=_("What will you try in this one?"),
    help_text=_("One day, one person, one letter. As small as you can, and a sentence is enough."),
    missing=_("Write what you will try in this one"),
    called=_("What you will try"),
    draft="cycle-plan",
    rows=3,
)
PREDICT = Words(
    label=_("What do you think will happen?"),
    help_text=_("Say it before you know. A wrong guess teaches as much as a right one."),
    called=_("What you think will happen"),
    required=False,
    draft="cycle-predict",
    rows=2,
)


class BeginCycleForm(forms.Form):
    plan = PLAN
    predict = PREDICT


class CycleForm(forms.Form):
    """What there is to say of a small try by now; every answer can wait."""

    predict = PREDICT
    do = Words(
        label=_("What happened?"),
        help_text=_("What you did, what you saw and what people said."),
        called=_("What happened"),
        required=False,
        draft="cycle-do",
        rows=3,
    )
    really_made = Choice(
        label=_("Was the change really made?"),
        help_text=_("It often is not, and that is nobody’s doing. It tells what can be learnt."),
        choices=Made.choices,
        missing=_("Choose whether the change was really made"),
        required=False,
    )
    study = Words(
        label=_("What did you learn?"),
        help_text=_("Was it as you thought? What surprised you?"),
        called=_("What you learnt"),
        required=False,
        draft="cycle-study",
        rows=3,
    )
    act = Words(
        label=_("What next?"),
        help_text=_("The same again, something a little different, or enough of it."),
        called=_("What comes next"),
        required=False,
        draft="cycle-act",
        rows=2,
    )

    def __init__(self, *args: Any, written: set[str], made: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["really_made"] = made
        self.written, self.made = written, made
        if "predict" in written or "do" in written:
            del self.fields["predict"]
        if "study" in written and made:
            del self.fields["really_made"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        new = data.get("really_made", "") not in ("", self.made)
        said = [step for step in ("predict", "do", "study", "act") if data.get(step)]
        if not self.errors and not said and not new:
            first = "predict" if "predict" in self.fields else "do"
            self.add_error(first, _("Write what there is to say, in one of the boxes or several"))
        return data
