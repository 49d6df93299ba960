"""Pages meant for the person whose life or story it is read at a grade of at most 6."""

import pytest

from tests.house import PACKAGE
from tests.reading import grade, sentences_in_code, sentences_of, split, syllables_of

GRADE = 6.0
# Whatever the rooms about lives and stories say may be read by whoever they are about, or to them.
PAGES = sorted("/".join(path.parts[-2:]) for path in PACKAGE.glob("human/*/templates/*/*.html"))
SAYS = ("forms", "models", "rules", "actions", "views")
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("human/*/apps.py"))


@pytest.mark.parametrize("template", PAGES)
def test_a_page_for_the_person_reads_plainly(template: str) -> None:
    reads_plainly(template, sentences_of(template))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("said", SAYS)
def test_what_forms_and_refusals_say_reads_plainly(room: str, said: str) -> None:
    """Of all modules of a kind in a room at once: a sentence or two alone tell little."""
    here = PACKAGE / "human" / room
    paths = [*here.glob(f"{said}.py"), *here.glob(f"{said}/*.py")]
    reads_plainly(f"{room}/{said}", [one for path in paths for one in sentences_in_code(path)])


def reads_plainly(what: str, sentences: list[str]) -> None:
    found = grade(sentences)
    worst = sorted(sentences, key=lambda one: grade([one]), reverse=True)[:4]
    assert found <= GRADE, f"{what} reads at grade {found:.1f}; hardest: {worst}"


def test_there_are_pages_and_forms_to_grade() -> None:
    assert {"listening/mine.html", "lives/who_may_know.html"} <= set(PAGES)
    assert {"lives", "listening"} <= set(ROOMS)


def test_the_grade_is_the_formulas() -> None:
    """One sentence of ten words of one syllable: 0.39 * 10 + 11.8 - 15.59."""
    assert grade(["the cat sat on the mat with the big dog"]) == pytest.approx(0.11)
    assert syllables_of("understanding") == 4
    assert syllables_of("safeguardingly") >= 3


def test_long_words_in_long_sentences_would_fail() -> None:
    officialese = (
        "Notwithstanding the aforementioned information-sharing provisions, organisations "
        "participating in multidisciplinary arrangements may necessarily communicate particulars."
    )
    assert grade(split(officialese)) > GRADE
