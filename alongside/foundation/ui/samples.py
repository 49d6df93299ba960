"""What the gallery shows. Invented."""

from types import SimpleNamespace

from alongside.foundation.ui.cycle import Cycle, Station
from alongside.foundation.ui.thread import Drawing, Edge, Node, draw

PEOPLE = [
    SimpleNamespace(name="Kerry A.", line="has been in arrears, shapes this"),
    SimpleNamespace(name="Ruth T.", line="steward, council tax", url="#"),
    SimpleNamespace(name="Dev M.", line="benefits specialist, pulled in until July"),
    SimpleNamespace(name="Joan O.", line="Citizens Advice"),
]

CYCLE = Cycle(
    purpose="Help me steady my life before it gets worse.",
    said_by="said by people in arrears, in March · 3rd wording",
    url="#purpose",
    stations=[
        Station(
            "understand",
            "Understand",
            "Nobody had asked me what was going on. They’d only asked me when I’d pay.",
            "Joan and Ruth visit on Thursday",
            "#understand",
            said=True,
        ),
        Station(
            "design",
            "Design together",
            "Nobody looks at the whole claim together",
            "Open: another way of seeing it?",
            "#design",
        ),
        Station(
            "try",
            "Try",
            "Sit down with the person and put the claim right, there and then",
            "Dev is learning what is hard",
            "#try",
        ),
        Station(
            "embed",
            "Embed and pass on",
            "We knock before we write",
            "Gateshead has had our ask for 12 days",
            "#embed",
        ),
    ],
)

LONG_CYCLE = Cycle(
    purpose=(
        "I want to be able to open my own front door without being frightened of who it is, to"
        " know that somebody has read the whole of the letter before they send it to me, and to"
        " be asked what would help before anybody decides for me what I must do next."
    ),
    said_by="said by eleven people who had been visited by enforcement agents in the last year",
    stations=[
        Station("understand", "Understand", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio"),
        Station("design", "Design together", "word " * 40, "waits on somebody " * 6, "#"),
        Station("try", "Try", "One thing", "", "#"),
        Station("embed", "Embed and pass on", "", "", "#"),
    ],
)

NO_PURPOSE = Cycle(
    purpose="",
    said_by="",
    stations=[
        Station("understand", "Understand", url="#"),
        Station("design", "Design together", url="#"),
        Station("try", "Try", url="#"),
        Station("embed", "Embed and pass on", url="#"),
    ],
)


def a_thread() -> Drawing:
    return draw(
        [
            Node("1", 0, "Your story", "3 March", "understand", "#1", is_this=True),
            Node("2", 0, "And others", "who said alike", "understand"),
            Node(
                "3",
                1,
                "What we think is going on",
                "Nobody looks at the whole claim",
                "design",
                "#3",
            ),
            Node("4", 2, "What we’re trying", "Put the claim right, there and then", "try", "#4"),
            Node("5", 2, "Asked of the council", "Wait with the bailiffs", "ask", "#5"),
            Node("6", 3, "Changed", "Bailiffs wait while people talk", "embed", "#6"),
        ],
        [
            Edge("1", "3"),
            Edge("2", "3"),
            Edge("3", "4"),
            Edge("3", "5"),
            Edge("4", "6"),
            Edge("5", "6"),
        ],
    )


def a_big_thread() -> Drawing:
    nodes = [
        Node(str(n), n % 5, f"Thing {n}", "something that somebody said about it", "try", f"#{n}")
        for n in range(30)
    ]
    edges = [Edge(str(n), str((n * 7 + 1) % 30)) for n in range(30)]
    return draw(nodes, [e for e in edges if int(e.source) % 5 < int(e.target) % 5])


STEPS = [
    SimpleNamespace(
        kind="You said, 3 March",
        words="Nobody had asked me what was going on.",
        said=True,
        line="Quoted without your name",
        link="Change how it may be used",
        url="#",
    ),
    SimpleNamespace(
        kind="Understood together, 20 March",
        station="design",
        words="Nobody looks at the whole claim together. Your story and others; two ways of seeing"
        " it are kept side by side.",
        url="#",
    ),
    SimpleNamespace(
        kind="Tried, April to August",
        station="try",
        words="A benefits specialist sat down with people. Six weeks became two hours.",
        line="What was good and what was hard",
        link="Read it",
        url="#",
    ),
    SimpleNamespace(
        kind="Agreed by everyone it took, 2 September",
        station="embed",
        words="Bailiffs wait while people talk.",
        line="We will ask you in March whether it is different now.",
    ),
]

SUMMARY = [
    ("Where it was", "The food bank on Coatsworth Road"),
    ("Who listened", "Joan and Ruth", "#", "Change"),
    (
        "What it did between you",
        "We stopped talking about arrears\nand started talking about Tuesdays.",
    ),
]
