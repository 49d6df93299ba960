"""
Do these words speak of somebody else? A kinship word, or a name in a sentence, is enough.

It asks too often rather than too seldom: somebody looks at each before it is given out, and may
choose any other words too. A calculation: it decides nothing.
"""

import re
from collections.abc import Iterable

SOMEBODY = set(
    [
        "mum",
        "mam",
        "mother",
        "dad",
        "father",
        "stepmum",
        "stepdad",
        "parent",
        "parents",
        "brother",
        "brothers",
        "sister",
        "sisters",
        "son",
        "sons",
        "daughter",
        "daughters",
        "child",
        "children",
        "baby",
        "kids",
        "grandmother",
        "grandfather",
        "grandma",
        "grandad",
        "nan",
        "nana",
        "aunt",
        "uncle",
        "cousin",
        "nephew",
        "niece",
        "husband",
        "wife",
        "partner",
        "ex",
        "boyfriend",
        "girlfriend",
        "fiance",
        "fiancé",
        "fiancée",
        "friend",
        "friends",
        "neighbour",
        "neighbours",
        "flatmate",
        "housemate",
        "landlord",
        "landlady",
        "boss",
        "manager",
        "colleague",
        "doctor",
        "nurse",
        "teacher",
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "they",
        "them",
        "their",
        "man",
        "woman",
        "boy",
        "girl",
        "lad",
        "lads",
    ]
)
# Written with a capital letter without being anybody.
NOBODY = set(
    [
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "english",
        "british",
        "christmas",
        "easter",
        "gp",
        "nhs",
        "pip",
        "esa",
        "jsa",
        "uc",
        "dwp",
        "hmrc",
        "citizens",
        "advice",
        "council",
        "universal",
        "credit",
        "ok",
        "tv",
    ]
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
            is_name = at > 0 and word[:1].isupper() and plain not in NOBODY
            if plain in SOMEBODY or is_name:
                return True
    return False
