"""What somebody looks for among all that was tried."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Line, Pick
from alongside.learning.experiments.models import Stands
from alongside.learning.experiments.rules.elsewhere import IDEA, LEARNT, SCALES, Asked


class ElsewhereForm(forms.Form):
    """All of it may be left empty: then everything is shown, newest first."""

    q = Line(
        label=_("Words from the idea, or from what was learnt"),
        called=_("What you look for"),
        required=False,
    )
    among = Pick(
        label=_("Look in"),
        nothing=_("Both"),
        choices=[(IDEA, _("What was tried")), (LEARNT, _("What was learnt"))],
        missing=_("Choose where to look from the list"),
        required=False,
    )
    stands = Pick(
        label=_("How it stands"),
        nothing=_("However it stands"),
        choices=Stands.choices,
        missing=_("Choose how it stands from the list"),
        required=False,
    )
    scale = Pick(
        label=_("Tried by"),
        nothing=_("Anybody"),
        choices=[(scale.value, capfirst(scale.label)) for scale in SCALES],
        missing=_("Choose who tried it from the list"),
        required=False,
    )
    system = Pick(
        label=_("At which table?"),
        nothing=_("At any"),
        missing=_("Choose a table from the list"),
        required=False,
    )

    def __init__(self, *args: Any, tables: Iterable[System], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.said_optional = True  # type: ignore[attr-defined]
        system: Any = self.fields["system"]
        system.offer([(str(table.pk), table.name) for table in tables])

    @property
    def narrows(self) -> bool:
        """Whether more than words was asked for, so that the page shows what."""
        return any(self[name].value() for name in ("among", "stands", "scale", "system"))

    def asked(self) -> Asked:
        data = dict(self.cleaned_data)
        data["system"] = UUID(data["system"]) if data["system"] else None
        return Asked(**data)
