"""
Against the proofs, good and broken, of transparency-dev/merkle (Apache-2.0, see vectors/LICENSE):
``vectors/rfc6962.json`` holds those of its test data that are of RFC 6962, unchanged, in one file.
"""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.record import merkle

VECTORS = json.loads((Path(__file__).parent / "vectors" / "rfc6962.json").read_text())


def named(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("of", VECTORS[kind], ids=lambda of: of["file"])


def plain(text: str) -> bytes:
    return base64.b64decode(text)


@named("inclusion")
def test_inclusion_is_believed_only_where_it_is_proven(of: dict[str, Any]) -> None:
    proof = [plain(step) for step in of["proof"] or []]
    shown = merkle.is_included(
        plain(of["leafHash"]), of["leafIdx"], of["treeSize"], proof, plain(of["root"])
    )
    assert shown is not of["wantErr"], of["desc"]


@named("consistency")
def test_growth_is_believed_only_where_it_is_proven(of: dict[str, Any]) -> None:
    proof = [plain(step) for step in of["proof"] or []]
    roots = plain(of["root1"]), plain(of["root2"])
    assert merkle.extends(of["size1"], of["size2"], proof, *roots) is not of["wantErr"], of["desc"]


def test_the_roots_are_those_of_the_vectors() -> None:
    """The tree of eight that the vectors are about, from its leaves as RFC 6962 has them."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    inputs.append("606162636465666768696a6b6c6d6e6f")
    leaves = [merkle.leaf(bytes.fromhex(one)) for one in inputs]
    happy = {of["size2"]: of for of in VECTORS["consistency"] if of["desc"] == "happy path"}
    for size, of in happy.items():
        assert merkle.root(leaves[:size]) == plain(of["root2"])
        proof = [
            base64.b64encode(one).decode() for one in merkle.consistency(leaves[:size], of["size1"])
        ]
        assert proof == (of["proof"] or [])
    assert merkle.root([]) == merkle.EMPTY


lists = st.lists(st.binary(max_size=3), min_size=1, max_size=40)


@given(lists, st.data())
def test_every_leaf_can_be_shown_and_no_other(data: list[bytes], draw: st.DataObject) -> None:
    leaves = [merkle.leaf(one) for one in data]
    index = draw.draw(st.integers(0, len(leaves) - 1))
    proof, top = merkle.inclusion(leaves, index), merkle.root(leaves)
    assert merkle.is_included(leaves[index], index, len(leaves), proof, top)
    assert not merkle.is_included(merkle.leaf(b"another"), index, len(leaves), proof, top)


@given(lists, st.data())
def test_every_beginning_can_be_shown_and_no_other(data: list[bytes], draw: st.DataObject) -> None:
    leaves = [merkle.leaf(one) for one in data]
    earlier = draw.draw(st.integers(1, len(leaves)))
    proof = merkle.consistency(leaves, earlier)
    roots = merkle.root(leaves[:earlier]), merkle.root(leaves)
    assert merkle.extends(earlier, len(leaves), proof, *roots)
    changed = [*leaves[: earlier - 1], merkle.leaf(b"another")]
    if earlier < len(leaves):
        assert not merkle.extends(earlier, len(leaves), proof, merkle.root(changed), roots[1])
