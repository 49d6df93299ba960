"""Pages meant for the person whose life or story it is read at a grade of at most 6."""

import pytest

from tests.house import PACKAGE
from tests.reading import grade, sentences_of, split, syllables_of

GRADE = 6.0
# Read by whoever tells a story, or whose life it is, by themself or with their worker.
FOR_THE_PERSON = [
    "introductions/introduction.html",
    "introductions/introductions.html",
    "introductions/printed.html",
    "introductions/propose.html",
    "introductions/pull_in.html",
    "introductions/step.html",
    "listening/card.html",
    "listening/code.html",
    "listening/less.html",
    "listening/mine.html",
    "listening/news.html",
    "listening/take_back.html",
    "lives/erase.html",
    "lives/erased.html",
    "signals/card.html",
    "signals/knock.html",
    "signals/why.html",
]


@pytest.mark.parametrize("template", FOR_THE_PERSON)
def test_what_is_for_the_person_reads_plainly(template: str) -> None:
    sentences = sentences_of(template)
    found = grade(sentences)
    worst = sorted(sentences, key=lambda one: grade([one]), reverse=True)[:4]
    assert found <= GRADE, f"{template} reads at grade {found:.1f}; hardest: {worst}"


def test_every_one_of_them_is_there() -> None:
    for template in FOR_THE_PERSON:
        assert list(PACKAGE.glob(f"*/*/templates/{template}")), template


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
