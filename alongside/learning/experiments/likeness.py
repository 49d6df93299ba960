"""How alike two things people want to try are: which of the words of one come back in the other."""

import re

_WORD = re.compile(r"[^\W\d_]{4,}")
# So many of a long text's words are looked for, those that stand in it first.
MOST = 16
SAME = 5  # words that begin alike this far are the same word: claim, claims, claiming

# Words that say nothing of what is tried.
COMMON = frozenset(
    _WORD.findall(
        """
        about after again all also always anybody because been before being between both came come
        comes could does doing done down each either even every everybody find first from gets
        give goes going good have having hear help here hope into just keep know less like little
        long look made make makes many maybe more most much must need needs never next nobody only
        other others ourselves over people person please same seen should since some somebody
        someone something soon still such take than that their them then there these they thing
        things think this those through together told tries trying under until upon very want week
        weeks well went were what when where which while whom whose will with without work would
        year years your yours
        """
    )
)


def telling(text: str) -> list[str]:
    """The words that say what this is about, each once, in the order they stand."""
    words = [word for word in _WORD.findall(text.lower()) if word not in COMMON]
    return list({word[:SAME]: word for word in reversed(words)}.values())[::-1][:MOST]


def in_common(asked: list[str], text: str) -> int:
    """How many of these words stand in a text, whatever their endings."""
    there = {word[:SAME] for word in _WORD.findall(text.lower())}
    return sum(word[:SAME] in there for word in asked)


def alike(asked: list[str], text: str) -> bool:
    """One word that comes back is chance; two say that it may be about the same."""
    return in_common(asked, text) >= min(2, len(asked)) > 0
