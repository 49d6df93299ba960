"""What is asked before a life is begun here, and of what somebody is known by."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.people.models import Membership
from alongside.foundation.systems.models import Category
from alongside.foundation.ui.fields import Choice, Day, Line, Pick
from alongside.human.lives.identifiers import Identifiers
from alongside.human.lives.models import Answer


class KnownByForm(forms.Form):
    """What somebody is known by. None of it is needed."""

    name = Line(label=gettext_lazy("Whole name, as on papers"), required=False, most=120)
    born = Day(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("For example, 9 3 1984"),
        required=False,
        past=True,
    )
    postcode = Line(label=gettext_lazy("Postcode"), required=False, most=12)
    phone = Line(label=gettext_lazy("Phone number"), required=False, most=30)
    email = Line(label=gettext_lazy("E-mail address"), required=False, most=254)


class WhereForm(forms.Form):
    """In the name of which organisation somebody asks: asked only of who belongs to several."""

    def __init__(
        self, *args: Any, memberships: Iterable[Membership], own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(m.organisation_id): m.organisation for m in memberships}
        if len(self.organisations) > 1:
            self.fields["organisation"] = Pick(
                label=_("In whose name do you ask?") if own else _("Where do you meet them?"),
                choices=[(pk, one.name) for pk, one in self.organisations.items()],
                missing=_("Choose where you belong") if own else _("Choose where you meet them"),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first = next(iter(self.organisations), "")
        data["organisation"] = self.organisations.get(data.get("organisation") or first)
        return data


class FindForm(WhereForm, KnownByForm):
    """Somebody met, by two things about them at least."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        said: dict[str, Any] = {key: data.get(key) for key in KnownByForm.base_fields}
        if not self.errors and not Identifiers(**said).are_enough:
            raise forms.ValidationError(
                _("Give two things about them, such as their whole name and when they were born.")
            )
        return data


class AskToMeetForm(forms.Form):
    about = Pick(
        label=gettext_lazy("What did they come to you about?"),
        choices=[(c.value, capfirst(c.label)) for c in Category if c.value],
        nothing=gettext_lazy("Life in general"),
        required=False,
    )


class AnswerToMeetForm(forms.Form):
    answer = Choice(
        label=gettext_lazy("What did they say?"),
        choices=Answer.choices,
        missing=gettext_lazy("Choose what they said"),
    )


class SayKnownByForm(KnownByForm):
    """What somebody is known by, as they say it or have it written down."""

    findable = Choice(
        label=gettext_lazy("If somebody else meets me, may they ask to be introduced?"),
        choices=[
            ("yes", gettext_lazy("Yes, they may ask")),
            ("no", gettext_lazy("No, nobody finds me by this")),
        ],
        hints={
            "yes": gettext_lazy(
                "They are not told who I am with, or that I am here. We are asked, and I say."
            ),
            "no": gettext_lazy("A worker I meet elsewhere will have to ask me."),
        },
        missing=gettext_lazy("Choose whether they may ask"),
        initial="yes",
    )

    def clean_findable(self) -> bool:
        return bool(self.cleaned_data["findable"] == "yes")
