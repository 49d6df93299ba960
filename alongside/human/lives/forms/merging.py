"""Which other life is the same person's."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.systems.models import System
from alongside.foundation.ui.fields import Pick, Yes


class MergeForm(forms.Form):
    """Likely ones first; any that one speaks for can be chosen."""

    other = Pick(
        label=_("Which other one is this person?"),
        missing=_("Choose which other one this is"),
    )
    asked = Yes(
        label=_("They know, and say so too"),
        missing=_("Ask them first"),
    )

    def __init__(
        self,
        *args: Any,
        alike: Iterable[System],
        others: Iterable[System],
        own: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if own:
            self.fields["other"].label = _("Which other one is yours too?")
            del self.fields["asked"]
        in_order = list(dict.fromkeys([*alike, *others]))
        offered: Any = self.fields["other"]
        offered.offer([(str(other.pk), other.name) for other in in_order])
