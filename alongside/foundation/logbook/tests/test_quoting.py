import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.kit.refusals import Refused
from alongside.foundation.kit.text import clean
from alongside.foundation.logbook.models import Because, Ceiling
from alongside.foundation.logbook.quoting import quoted, span_of
from alongside.foundation.logbook.testing import an_entry
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.testing import a_system

WORDS = "I put the phone in the fridge so I couldn’t hear it.\nI know that’s daft."


def test_a_passage_is_where_it_stands() -> None:
    assert span_of("the phone in the fridge", WORDS) == (6, 23)
    assert span_of("“hear it. I know”", WORDS) == (44, 15)
    assert quoted(WORDS, 6, 23) == "… the phone in the fridge …"
    assert quoted(WORDS, 0, len(WORDS)) == WORDS


@pytest.mark.parametrize("passage", ["the phone in the freezer", "", "  ", "“”", "The phone in"])
def test_what_was_not_said_is_no_passage(passage: str) -> None:
    assert span_of(passage, WORDS) is None


def test_words_that_are_gone_quote_nothing() -> None:
    assert quoted("", 6, 23) == ""


@given(st.text(min_size=1, max_size=80), st.data())
def test_whatever_stands_there_is_found(text: str, data: st.DataObject) -> None:
    words = clean(text)
    start = data.draw(st.integers(0, len(words)))
    passage = words[start : data.draw(st.integers(start, len(words)))]
    span = span_of(passage, words)
    looked_for = passage.strip().strip("“”\"‘’'").split()
    if not looked_for:
        assert span is None
    else:
        assert span is not None
        assert words[span[0] : sum(span)].split() == looked_for


@pytest.mark.django_db
class TestKept:
    def test_a_quotation_is_a_place_and_no_words(self) -> None:
        ruth = a_person()
        system = a_system(by=ruth)
        heard = an_entry(system, by=ruth, words=WORDS)
        said = an_entry(system, by=ruth, because=[heard], quoting={heard.pk: (6, 23)})
        because = Because.objects.get(entry=said)
        assert (because.start, because.length) == (6, 23)

    def test_what_is_not_to_be_repeated_is_not_quoted(self) -> None:
        ruth = a_person()
        system = a_system(by=ruth)
        heard = an_entry(system, by=ruth, words=WORDS, ceiling=Ceiling.LEARN)
        with pytest.raises(Refused, match="learnt from, not to be repeated"):
            an_entry(system, by=ruth, because=[heard], quoting={heard.pk: (6, 23)})

    @pytest.mark.parametrize(("start", "length"), [(3, None), (None, 3), (3, 0)])
    def test_the_database_keeps_no_half_of_a_place(
        self, start: int | None, length: int | None
    ) -> None:
        ruth = a_person()
        system = a_system(by=ruth)
        heard = an_entry(system, by=ruth, words=WORDS)
        said = an_entry(system, by=ruth, because=[heard])
        with pytest.raises(IntegrityError), transaction.atomic():
            Because.objects.filter(entry=said).update(start=start, length=length)
