"""What of others is given out with somebody's own record, and what is covered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.people.models import Person
from alongside.foundation.ui.fields import Choice, Pick
from alongside.human.lives.models import WhyCovered

KEEP = "keep"


class CoverForm(forms.Form):
    choice = Choice(
        label=gettext_lazy("Give these words out?"),
        choices=[(KEEP, gettext_lazy("Yes, as they are")), *WhyCovered.choices],
        hints={
            WhyCovered.OTHERS: gettext_lazy("Cover them, if giving them out would not be fair."),
            WhyCovered.HARM: gettext_lazy(
                "Cover them. This is a high bar: distress is not serious harm."
            ),
        },
        missing=gettext_lazy("Choose whether to give these words out"),
    )
    second = Pick(
        label=gettext_lazy("If you cover them: who looks too?"),
        help_text=gettext_lazy("They read these words only. The person sees that they did."),
        nothing=gettext_lazy("Nobody, I keep them"),
        required=False,
    )

    def __init__(self, *args: Any, seconds: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seconds = {str(person.pk): person for person in seconds}
        offered: Any = self.fields["second"]
        offered.offer([(pk, person.name) for pk, person in self.seconds.items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["second"] = self.seconds.get(data.get("second") or "")
        if data.get("choice") not in (None, KEEP) and data["second"] is None:
            self.add_error("second", _("To cover words takes two. Choose who looks too."))
        return data


class CheckForm(forms.Form):
    agreed = Choice(
        label=gettext_lazy("What do you think?"),
        choices=[
            ("yes", gettext_lazy("Cover them")),
            ("no", gettext_lazy("Give them out as they are")),
        ],
        missing=gettext_lazy("Choose what you think"),
    )

    def clean_agreed(self) -> bool:
        return bool(self.cleaned_data["agreed"] == "yes")
