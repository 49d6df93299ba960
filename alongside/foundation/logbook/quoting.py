"""
Quoting somebody: which of their words, as the place where they stand and never as words, so that
what is taken back, or kept closer, is gone from every quotation too.
"""

import re


def span_of(passage: str, words: str) -> tuple[int, int] | None:
    """
    Where this passage stands in the words, and how many characters it is; None if nowhere.

    Spaces, line ends and the quotation marks around it may differ: it was copied by hand.
    """
    looked_for = passage.strip().strip("“”\"‘’'").split()
    if not looked_for:
        return None
    found = re.search(r"\s+".join(map(re.escape, looked_for)), words)
    return (found.start(), found.end() - found.start()) if found else None


def quoted(words: str, start: int, length: int) -> str:
    """The passage, with dots where something stands before it or after it."""
    passage = words[start : start + length]
    if not passage:
        return ""
    before = "… " if words[:start].strip() else ""
    after = " …" if words[start + length :].strip() else ""
    return f"{before}{passage}{after}"
