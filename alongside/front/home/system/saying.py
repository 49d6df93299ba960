"""What the page of a life calls things: to the person, and of them by name to whoever is beside."""

from django.utils.translation import gettext as _


def said_to(own: bool, name: str) -> dict[str, str]:
    """The headings and links of a life's page, as its reader would say them."""
    return _to_the_person() if own else {k: v % {"name": name} for k, v in _by_name().items()}


def _to_the_person() -> dict[str, str]:
    return {
        "matters": _("What matters to me"),
        "all_matters": _("All that matters to me"),
        "nothing": _("Nothing is written here yet. Begin with one thing."),
        "something": _("Something that matters to me"),
        "good_at": _("What I am good at"),
        "hopes": _("What I hope for"),
        "trying": _("What we’re trying"),
        "free": _("What I want to be free to do"),
        "what_if": _("What would I do, if I could?"),
        "walks": _("Who walks with me"),
        "how_walks": _("Change, stop, or choose"),
        "around": _("The people alongside me"),
        "doors": _("What else is mine"),
        "tell": _("Let somebody know something"),
        "asks": _("Who asks to meet me"),
        "sheet": _("What matters to me, on paper"),
        "kept": _("All that is kept about me"),
        "forms": _("Forms that offices want about me"),
        "known": _("What I am known by"),
        "twice": _("Am I here twice?"),
        "erase": _("Erase all of this"),
    }


def _by_name() -> dict[str, str]:
    return {
        "matters": _("What matters to %(name)s"),
        "all_matters": _("All that matters to %(name)s"),
        "nothing": _("Nobody has asked yet. Begin with one thing, in their words."),
        "something": _("Something that matters"),
        "good_at": _("What %(name)s is good at"),
        "hopes": _("What %(name)s hopes for"),
        "trying": _("What you’re trying together"),
        "free": _("What %(name)s wants to be free to do"),
        "what_if": _("What would %(name)s do, given the chance?"),
        "walks": _("Who walks with %(name)s"),
        "how_walks": _("Who, since when, and how that changes"),
        "around": _("The people alongside %(name)s"),
        "doors": _("More of this life"),
        "tell": _("Can I tell somebody?"),
        "asks": _("Who asks to meet %(name)s"),
        "sheet": _("What matters to %(name)s, on paper"),
        "kept": _("All that is kept"),
        "forms": _("Forms that offices want about %(name)s"),
        "known": _("What %(name)s is known by"),
        "twice": _("Is %(name)s here twice?"),
        "erase": _("Erase this life"),
    }
