"""
Do these words speak of somebody else? A kinship word, or a name in a sentence, is enough.

It asks too often rather than too seldom: somebody looks at each before it is given out. “She” and
“he” alone are nobody else: in what is written in a life they are as a rule whose life it is. A
calculation: it decides nothing.
"""

import re
from collections.abc import Iterable

from .identifiers import is_a_first_name

SOMEBODY = frozenset(
    """
mum mam mother dad father stepmum stepdad parent parents brother brothers sister sisters
son sons daughter daughters child children baby kids grandmother grandfather grandma
grandad nan nana aunt uncle cousin nephew niece husband wife partner ex boyfriend
girlfriend fiance fiancé fiancée friend friends neighbour neighbours flatmate housemate
landlord landlady boss manager colleague doctor nurse teacher man woman boy girl lad lads
    """.split()  # noqa: SIM905 - a list of so many words is easier to read than to quote
)
# Written with a capital letter without being anybody.
NOBODY = frozenset(
    """
i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january
february march april may june july august september october november december english
british christmas easter gp nhs pip esa jsa uc dwp hmrc citizens advice council universal
credit ok tv
    """.split()  # noqa: SIM905
)


def speaks_of_others(words: str, own: Iterable[str]) -> bool:
    """
    :param own: names by which the one whose life it is, and who walks alongside, are called.
    """
    ours = {name for each in own for name in re.findall(r"[\w']+", each.casefold())}
    for sentence in re.split(r"[.!?…\n“”\"]+", words):
        for at, word in enumerate(re.findall(r"[\w'’]+", sentence)):
            plain = re.sub(r"['’]s$", "", word.casefold().replace("’", "'"))
            if plain in ours:
                continue
            # A word that begins a sentence is a name only if it is one many people have.
            like_a_name = word[:1].isupper() and (at > 0 or is_a_first_name(plain))
            if plain in SOMEBODY or (like_a_name and plain not in NOBODY):
                return True
    return False
