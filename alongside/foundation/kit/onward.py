"""Where somebody was on their way to, when an address brings it along."""

from django.utils.http import url_has_allowed_host_and_scheme


def ours(address: str) -> str:
    """
    The address, if it is a page of this place; else nothing. It begins with a slash, so that it is
    neither on another machine nor taken for the name of a page.

    >>> ours("/systems/"), ours("systems"), ours("//elsewhere.example/"), ours("https://x.example/")
    ('/systems/', '', '', '')
    """
    here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if here else ""
