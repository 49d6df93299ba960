"""
Merkle trees as RFC 6962 has them (section 2.1): one hash that stands for a whole list, and short
proofs that something is in it, or that a longer list begins with a shorter one. No database here.

Leaves are given as their hashes, in order.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()
SIZE = len(EMPTY)


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree to which leaves are added one by one: it keeps only the hashes of whole subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []

    def add(self, leaf_hash: bytes) -> None:
        """As in counting in twos: every one that is carried joins two whole subtrees."""
        carry, size = leaf_hash, self.size
        while size & 1:
            carry = node(self._whole.pop(), carry)
            size >>= 1
        self._whole.append(carry)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self._whole:
            return EMPTY
        found = self._whole[-1]
        for left in reversed(self._whole[:-1]):
            found = node(left, found)
        return found


def root(leaves: Iterable[bytes]) -> bytes:
    """The hash of a whole list."""
    tree = Growing()
    for one in leaves:
        tree.add(one)
    return tree.root


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What shows that the leaf at this place is in the list."""
    if len(leaves) <= 1:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*inclusion(leaves[:half], index), root(leaves[half:])]
    return [*inclusion(leaves[half:], index - half), root(leaves[:half])]


def consistency(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """What shows that the list begins with the list of its first ``earlier`` leaves."""
    if not 0 < earlier < len(leaves):
        return []
    return _consistency(leaves, earlier, whole=True)


def _consistency(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    half = _half(len(leaves))
    if earlier <= half:
        return [*_consistency(leaves[:half], earlier, whole=whole), root(leaves[half:])]
    return [*_consistency(leaves[half:], earlier - half, whole=False), root(leaves[:half])]


def _half(size: int) -> int:
    """The largest power of two that is smaller than this."""
    return 1 << (size - 1).bit_length() - 1


def is_included(
    leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Does this proof show that the leaf stands at this place of the list with this root?"""
    if not 0 <= index < size or len(leaf_hash) != SIZE:
        return False
    last, found = size - 1, leaf_hash
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node(step, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node(found, step)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def extends(
    earlier: int, later: int, proof: Sequence[bytes], earlier_root: bytes, later_root: bytes
) -> bool:
    """Does this proof show that the later list begins with the earlier one, unchanged?"""
    if not 0 < earlier <= later:
        return False
    if earlier == later:
        return not proof and earlier_root == later_root
    steps = [earlier_root, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not steps:
        return False
    index, last = earlier - 1, later - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    return _climb(index, last, steps) == (earlier_root, later_root)


def _climb(index: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a proof of consistency leads to, if it leads anywhere."""
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if index & 1 or index == last:
            before, after = node(step, before), node(step, after)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node(after, step)
        index, last = index >> 1, last >> 1
    return (before, after) if last == 0 else None
