"""The stations of the learning cycle, in the order of the drawing, and what they are called."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "understand": _("Understand"),
    "design": _("Design together"),
    "try": _("Try"),
    "embed": _("Embed and pass on"),
}
