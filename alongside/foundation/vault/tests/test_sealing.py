import os

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.vault import sealing

KEY = sealing.new_data_key()
SITE = os.urandom(32)


@given(st.binary(), st.text())
def test_what_is_sealed_opens_again(words: bytes, bound_to: str) -> None:
    assert sealing.open_sealed(KEY, sealing.seal(KEY, words, bound_to), bound_to) == words


@given(st.binary(min_size=1))
def test_the_same_words_are_never_sealed_alike(words: bytes) -> None:
    assert sealing.seal(KEY, words, "here") != sealing.seal(KEY, words, "here")


@given(st.binary(min_size=1), st.data())
def test_one_changed_bit_and_it_does_not_open(words: bytes, data: st.DataObject) -> None:
    sealed = bytearray(sealing.seal(KEY, words, "here"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(InvalidTag):
        sealing.open_sealed(KEY, bytes(sealed), "here")


@given(st.text(), st.text())
def test_words_open_only_where_they_belong(here: str, there: str) -> None:
    sealed = sealing.seal(KEY, b"a secret", here)
    if here != there:
        with pytest.raises(InvalidTag):
            sealing.open_sealed(KEY, sealed, there)


def test_a_wrapped_key_opens_under_its_site_key_only() -> None:
    wrapped = sealing.wrap(SITE, KEY)
    assert sealing.unwrap(SITE, wrapped) == KEY
    with pytest.raises(InvalidUnwrap):
        sealing.unwrap(os.urandom(32), wrapped)


def test_keys_of_different_uses_differ() -> None:
    assert sealing.derive(SITE, "wrap") != sealing.derive(SITE, "words")


def test_a_keyed_hash_tells_apart_uses_and_places() -> None:
    same = sealing.keyed_hash(SITE, "words", "hello")
    assert same == sealing.keyed_hash(SITE, "words", "hello")
    assert same != sealing.keyed_hash(SITE, "teller code", "hello")
    assert same != sealing.keyed_hash(os.urandom(32), "words", "hello")


def test_the_derivation_is_the_one_written_down() -> None:
    """Another derivation would open nothing that was ever sealed."""
    assert sealing.derive(bytes(32), "wrap").hex() == (
        "e171695f7a9d0a356fc695dbb0d33a29373b806f455faac14a19254817350062"
    )
