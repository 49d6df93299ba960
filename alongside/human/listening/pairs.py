"""
Who could go and listen with whom: people whose days are nothing alike, two by two.

Each two are worth so much together:

* 8, if they stand differently: somebody served and a manager, a commissioner and a relative;
* 8, if they have not always got on and *each* of the two has said they would go together all the
  same. The other's word is never enough, and neither learns of it from here alone;
* 4, if they belong to no organisation in common;
* 1, if they have not gone together before.

Two who stand alike are no pair unless they would mend something; nor are two who call what they do
by the same words; nor, whatever else speaks for it, two of whom one has said "not with them".
Of all ways to put everybody two by two, each person in one pair at most, the one that is worth the
most altogether is chosen (Edmonds 1965: the matching of maximum weight in a general graph).

Plain arithmetic: no names go in, and no order of people comes out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import networkx as nx

STANDING, MENDING, ELSEWHERE, NEW = 8, 8, 4, 1

Two = frozenset[str]


@dataclass(frozen=True)
class Listener:
    """Somebody who is up for listening: where they stand, in a word of ours and in their own."""

    id: str
    standing: str
    words: str = ""
    belongs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Between:
    """What there is between two people, beside how they stand."""

    never: Collection[Two] = field(default_factory=frozenset)
    mending: Collection[Two] = field(default_factory=frozenset)
    been: Collection[Two] = field(default_factory=frozenset)


def worth(one: Listener, other: Listener, between: Between) -> int:
    """What these two are worth as a pair; 0 if they are none."""
    two = frozenset({one.id, other.id})
    alike = bool(one.words) and one.words.casefold().split() == other.words.casefold().split()
    if len(two) < 2 or two in between.never or alike:
        return 0
    stands = STANDING if one.standing != other.standing else 0
    mends = MENDING if two in between.mending else 0
    if not stands and not mends:
        return 0
    apart = ELSEWHERE if not one.belongs & other.belongs else 0
    return stands + mends + apart + (NEW if two not in between.been else 0)


def paired(listeners: Sequence[Listener], between: Between) -> list[tuple[str, str]]:
    """Everybody two by two, as far as that goes; the same for the same people in any order."""
    graph = nx.Graph()
    people = sorted(listeners, key=lambda listener: listener.id)
    for one, other in combinations(people, 2):
        if much := worth(one, other, between):
            graph.add_edge(one.id, other.id, weight=much)
    matching = nx.max_weight_matching(graph)
    return sorted((min(two), max(two)) for two in matching)
