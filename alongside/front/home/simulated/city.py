"""
A made-up city to measure with: who is there, at which tables, and what was said.

Words and numbers only; nothing here knows a database. The same seed gives the same city, and every
word of it is invented.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

# The member every measurement is made for is the first person of the city, and sits at so many
# tables whatever the size of the city: some of the largest, some small and old, and some lives.
TABLES, LIVES, LARGEST, OLD = 50, 10, 6, 10
# In about a quarter of all stories, and in twenty of them whatever the size of the city.
COMMON, RARE = "waited", "kingfisher"
CROWD = 5_000  # the stories one insight rests on, in a city that has as many
AT_A_TABLE = 40
BEGAN, DAYS = date(2021, 9, 1), 5 * 365
# So many of the newest stories at each table wait for news still.
UNANSWERED = 12

_FIRST = "Ada Bex Cal Dot Eli Fen Gus Hal Ivy Jem Kit Lou Mo Nell Oz Pip Roo Sal Tam Una Vi Wyn"
_STARTS = "Amber Bram Clover Dray Elder Fallow Gorse Hazel Ivel Juniper Kestrel Larch Mallow Nettle"
_ENDS = "by combe croft dale field ford gate ham hithe ley mere stead ton wick worth"
_PLACES = "the counter|the school|the surgery|the housing office|the library|the job centre"
_PEOPLE = "my sister|the neighbour|a worker I had not met|the landlord|my lad|the man at the desk"
_BEGINNINGS = (
    "I {waited} at {place} until it closed.|{who} rang {place} for me and they {waited} too.|"
    "They sent me from {place} to {place}.|Nobody at {place} asked what I wanted.|"
    "I had told {who} the same thing three times.|It was {who} who noticed first.|"
    "The letter came while {who} was away.|I went to {place} with {who}."
)
_MIDDLES = (
    "The rent was late because the money stopped for a month.|The meter had run out again.|"
    "I could not read the form without my glasses.|We were told it was not their budget.|"
    "I did not open the post any more.|The heating had been off since the autumn.|"
    "There was one key between the four of us.|The bus does not go there after six.|"
    "They closed it because I missed one appointment.|I felt small every time I went in."
)
_ENDINGS = (
    "Then {who} sat down and listened, and that was the first good day.|"
    "What helped was that {who} came back the next week, as they had said.|"
    "I would rather have had one person who stayed.|In the end we did it together at {place}.|"
    "If somebody had asked in the spring, none of it would have happened.|"
    "They let me choose, and I chose to stay near my mum."
)
_SEEN = (
    "Much of what goes wrong begins with|People come back when they meet|What steadies a life is"
)
_WITH = (
    "being sent on|not being believed|one person who stays|money that stops|a letter nobody read"
)
_PURPOSE = "Help me steady my life.|Let me stay near my own.|Make it so I need not ask twice."
_TELLERS = (
    "You told us how it was to wait. From now on one person stays with you.|"
    "Because of what you said, the letters are written anew. Thank you.|"
    "We tried what you asked for, and kept it."
)


class What(StrEnum):
    """What somebody of the city says, in the order in which one thing leads to the next."""

    VISIT = "visit"
    STORY = "story"
    INSIGHT = "insight"
    PERSPECTIVE = "perspective"
    TRY = "try"
    LEARNING = "learning"
    CONCLUSION = "conclusion"
    ASK = "ask"
    ANSWER = "answer"


# Of a hundred entries of a table. Whatever is left over is stories.
MIX = {
    What.VISIT: 8,
    What.INSIGHT: 6,
    What.PERSPECTIVE: 6,
    What.TRY: 5,
    What.LEARNING: 4,
    What.CONCLUSION: 2,
    What.ASK: 1,
    What.ANSWER: 1,
}
RESTS_ON = {
    What.INSIGHT: What.STORY,
    What.PERSPECTIVE: What.INSIGHT,
    What.TRY: What.INSIGHT,
    What.LEARNING: What.TRY,
    What.CONCLUSION: What.TRY,
    What.ASK: What.INSIGHT,
    What.ANSWER: What.ASK,
}
# Between them, these rest on everything of that kind that was said this time.
SHARED = {What.INSIGHT, What.TRY, What.CONCLUSION}
Of = tuple[What, int]


@dataclass(frozen=True)
class Chair:
    """Somebody at a table: a person or an organisation, by number."""

    holder: int
    holds_it: bool = False
    of_organisation: bool = False
    about: tuple[str, ...] = ()


@dataclass
class Table:
    """A system to be: a life, a team, an organisation, a place or a country."""

    number: int
    scale: str
    name: str
    purpose: str
    entries: int
    within: tuple[int, ...] = ()
    rounds: tuple[int, ...] = ()
    chairs: list[Chair] = field(default_factory=list)

    @property
    def is_life(self) -> bool:
        return self.scale == "life"

    @property
    def asks(self) -> int:
        """The table it asks to change what it cannot."""
        return self.within[0] if self.within else 0

    @property
    def writers(self) -> list[int]:
        return [chair.holder for chair in self.chairs if not chair.of_organisation]

    @property
    def holders(self) -> list[int]:
        return [chair.holder for chair in self.chairs if chair.holds_it]


@dataclass(frozen=True)
class Said:
    """One thing that was said at a table, and the numbers of what it rests on there."""

    words: str
    day: date
    rests_on: Sequence[Of] = ()
    ceiling: str = ""
    reach: str = "table"
    category: str = ""
    several: bool = False  # an insight seen in several ways


@dataclass(frozen=True)
class Batch:
    """Things of one kind, said at one table and written down by one of those around it."""

    what: What
    at: Table
    by: int
    begin: int  # the number of the first, among those of its kind that belong to this table
    said: list[Said]


class City:
    """
    The whole city: its people and organisations, its tables, and round by round what was said.

    :param entries: how many things were said in all, within a few of every hundred.
    """

    def __init__(self, entries: int, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 (a made-up city keeps no secrets)
        self.entries = entries
        self.rounds = min(max(entries // 5_000, 4), 40)
        self.people = [self._somebody(number) for number in range(150 + entries // 500)]
        self.organisations = [f"{self._place()} Trust {number + 1}" for number in range(20)]
        self.belongs = [number % 20 for number in range(len(self.people))]
        self.tables = [*self._others(60 + entries // 2_000), *self._lives(14 + entries // 500)]
        for number, table in enumerate(self.tables):
            table.number = number
        self._sit_down()
        self._pool = [self._story() for _number in range(4_000)]
        # Two at each of the member's ten largest tables, whatever the size of the city.
        theirs = [t.number for t in self.tables if any(c.holder == 0 for c in t.chairs)]
        self._rare = dict.fromkeys(theirs[:10], 2)
        # Of each table and kind, where what was said last begins and where it ends.
        self._begin: dict[tuple[int, What], int] = {}
        self._end: dict[tuple[int, What], int] = {}

    @property
    def largest(self) -> Table:
        return self.tables[0]

    # --- who is there, and where ---------------------------------------------------------------

    def _somebody(self, number: int) -> str:
        name = self.random.choice(_FIRST.split())
        return f"{name} {self._place()}" if number else "Wren Marlowe"

    def _place(self) -> str:
        return self.random.choice(_STARTS.split()) + self.random.choice(_ENDS.split())

    def _others(self, how_many: int) -> list[Table]:
        """Places, organisations and teams: a few with a great deal said, many with little."""
        weights = [(rank + 1) ** -0.8 for rank in range(how_many - OLD)]
        for_them = self.entries * 0.85 / sum(weights)
        sizes = [max(round(weight * for_them), 8) for weight in weights] + [8] * OLD
        return [self._other(rank, size, how_many) for rank, size in enumerate(sizes)]

    def _other(self, rank: int, size: int, how_many: int) -> Table:
        old = rank >= how_many - OLD
        scale = ["place", "organisation", "team"][min(rank % 7, 2)]
        if rank == 1:
            scale = "country"
        within = (1,) if rank == 0 else () if rank == 1 else (rank // 8,)
        rounds = (0,) if old else self._spread(size)
        return Table(rank, scale, self._place(), self._one(_PURPOSE), size, within, rounds)

    def _lives(self, how_many: int) -> list[Table]:
        size = max(round(self.entries * 0.15 / how_many), 6)
        return [
            Table(0, "life", self._somebody(1), self._one(_PURPOSE), size, (), self._spread(size))
            for _number in range(how_many)
        ]

    def _spread(self, size: int) -> tuple[int, ...]:
        """In which rounds something is said at a table, so that tables take turns."""
        how_many = min(-(-size // 1_000), self.rounds)
        first = self.random.random()
        return tuple(int((first + turn) * self.rounds / how_many) for turn in range(how_many))

    def _sit_down(self) -> None:
        lives = [table for table in self.tables if table.is_life]
        others = [table for table in self.tables if not table.is_life]
        self._seat_the_member(others, lives)
        room = [table for table in others if len(table.chairs) < AT_A_TABLE]
        for person in range(1, len(self.people)):
            for table in self.random.sample(room, min(self._how_many(), len(room))):
                table.chairs.append(Chair(person, holds_it=len(table.writers) < 2))
            room = [table for table in room if len(table.chairs) < AT_A_TABLE]
        for table in self.tables:
            self._fill(table)

    def _seat_the_member(self, others: list[Table], lives: list[Table]) -> None:
        middling = others[LARGEST:-OLD]
        wanted = TABLES - LIVES - LARGEST - OLD
        some = [middling[i * len(middling) // wanted] for i in range(wanted)]
        theirs = [*others[:LARGEST], *some, *others[-OLD:]]
        for number, table in enumerate(theirs):
            # At some they sit only because the organisation they belong to does.
            through = number % 8 == 7
            table.chairs.append(Chair(0, holds_it=number % 13 == 1, of_organisation=through))
        for number, table in enumerate(lives[:LIVES]):
            about = ("home", "money") if number % 5 == 4 else ()
            table.chairs.append(Chair(0, holds_it=number < 3, about=about))

    def _how_many(self) -> int:
        return min(1 + int(self.random.expovariate(0.4)), 10)

    def _fill(self, table: Table) -> None:
        """Nobody is at a table alone, and somebody holds each."""
        least = 2 if table.is_life else 3
        while len(table.writers) < least or not any(chair.holds_it for chair in table.chairs):
            person = self.random.randrange(1, len(self.people))
            if person not in table.writers:
                held = any(chair.holds_it for chair in table.chairs)
                table.chairs.append(Chair(person, holds_it=not held))

    # --- what was said ---------------------------------------------------------------------------

    def turns(self) -> Iterator[tuple[Table, list[Batch], bool]]:
        """In turns: a table, what was said there this time, and whether more comes later."""
        for number in range(self.rounds):
            for table in self.tables:
                if number in table.rounds:
                    yield table, self._turn(table, number), number != table.rounds[-1]

    def of_a_crowd(self) -> Batch:
        """The last thing said: an insight at the largest table that rests on thousands."""
        table = self.largest
        stories = min(self._end[table.number, What.STORY], CROWD)
        rests_on = [(What.STORY, number) for number in range(stories)]
        said = Said(self._line(What.INSIGHT), BEGAN + timedelta(days=DAYS), rests_on, several=True)
        return Batch(What.INSIGHT, table, table.holders[0], 0, [said])

    def _turn(self, table: Table, number: int) -> list[Batch]:
        size = table.entries // len(table.rounds)
        day = BEGAN + timedelta(days=DAYS * number // self.rounds)
        counts = self._counted(table, size, number == table.rounds[-1])
        return [
            self._batch(table, what, counts[what], day, number) for what in What if counts[what]
        ]

    def _counted(self, table: Table, size: int, last: bool) -> dict[What, int]:
        """How much of each kind: the mix, and at the least one thread from a story to its end."""
        counts = {what: size * MIX.get(what, 0) // 100 for what in What}
        for what in (What.INSIGHT, What.TRY, What.CONCLUSION):
            counts[what] = max(counts[what], 1)
        if table.number < LARGEST:
            counts[What.ASK] = max(counts[What.ASK], 2)
        if table.is_life:
            counts |= dict.fromkeys((What.VISIT, What.PERSPECTIVE, What.ASK, What.ANSWER), 0)
            # In every life something is being tried still.
            counts[What.TRY] = max(counts[What.TRY], counts[What.CONCLUSION] + 1)
        # The last thing asked waits for its answer still.
        counts[What.ANSWER] = max(counts[What.ASK] - last, 0)
        counts[What.STORY] = size - sum(counts.values())
        return counts

    def _batch(self, table: Table, what: What, how_many: int, day: date, number: int) -> Batch:
        begin = self._end.get((table.number, what), 0)
        self._begin[table.number, what] = begin
        self._end[table.number, what] = begin + how_many
        apart = DAYS // self.rounds
        days = [day + timedelta(days=apart * at // how_many) for at in range(how_many)]
        said = [self._say(table, what, at, how_many, days[at]) for at in range(how_many)]
        at = self.tables[table.asks] if what is What.ANSWER else table
        return Batch(what, at, self._by(at, what, number == table.rounds[-1]), begin, said)

    def _by(self, table: Table, what: What, last: bool) -> int:
        """The member owes as many answers in a large city as in a small one."""
        if what in RESTS_ON:
            return self.random.choice(table.holders)  # who may read all that it rests on
        if what is not What.STORY or not last:
            return self.random.choice(table.writers)
        if 0 in table.writers and table.number % 8 == 0:
            return 0
        return self.random.choice([person for person in table.writers if person])

    def _say(self, table: Table, what: What, at: int, how_many: int, day: date) -> Said:
        if what is What.STORY:
            return self._told(table, day)
        several = what is What.INSIGHT and at * 2 < how_many
        return Said(
            self._line(what), day, self._rests_on(table, what, at, how_many), several=several
        )

    def _told(self, table: Table, day: date) -> Said:
        words = f"{self.random.choice(self._pool)} That was in {self._place()}."
        if self._rare.get(table.number):
            self._rare[table.number] -= 1
            words += f" I saw a {RARE}."
        chance = self.random.random()
        ceiling = "close" if chance < 0.1 else "learn" if chance < 0.5 else "quoted"
        reach = "us" if ceiling == "close" else "table"
        category = self.random.choice(["", "home", "money", "health"]) if table.is_life else ""
        return Said(words, day, ceiling=ceiling, reach=reach, category=category)

    def _rests_on(self, table: Table, what: What, at: int, how_many: int) -> list[Of]:
        of = RESTS_ON.get(what)
        if of is None:
            return []
        begin, end = self._begin[table.number, of], self._end[table.number, of]
        if what in SHARED:
            first, after = (begin + (end - begin) * n // how_many for n in (at, at + 1))
            return [(of, number) for number in range(first, after)]
        # Every other insight is seen in two ways, the rest in one or none.
        return [(of, begin + (at // 2 if what is What.PERSPECTIVE else at) % (end - begin))]

    # --- in which words ---------------------------------------------------------------------------

    def _story(self) -> str:
        lines = [self._one(_BEGINNINGS), self._one(_MIDDLES), self._one(_MIDDLES)]
        return " ".join(self._filled(line) for line in [*lines, self._one(_ENDINGS)])

    def _line(self, what: What) -> str:
        if what is What.CONCLUSION:
            return self._one(_TELLERS)
        return f"{self._one(_SEEN)} {self._one(_WITH)}, as in {self._place()}."

    def _filled(self, line: str) -> str:
        while "{" in line:
            line = line.replace("{waited}", COMMON, 1)
            line = line.replace("{place}", self._one(_PLACES), 1)
            line = line.replace("{who}", self._one(_PEOPLE), 1)
        return line[0].upper() + line[1:]

    def _one(self, lines: str) -> str:
        return self.random.choice(lines.split("|"))
