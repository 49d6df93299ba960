"""The stations of the learning cycle, in the order of the drawing, and what they are called."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "understand": _("Understand"),
    "design": _("Design together"),
    "try": _("Try"),
    "embed": _("Embed and pass on"),
}

INK = "#14313a"
INKS = {
    "understand": "#0a6a6c",
    "design": "#5b4a86",
    "try": "#b8482f",
    "embed": "#3d6b35",
    "ask": "#8a6412",
}
