"""Merkle trees of RFC 6962 (section 2.1) over SHA-256, as pure functions on bytes."""

import hashlib
from collections.abc import Sequence

Hash = bytes

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> Hash:
    """Return SHA-256(0x00 ‖ content): the prefix keeps a leaf from posing as a node."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """Return SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size` (size > 1)."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[Hash]) -> Hash:
    """Return the tree hash of the leaf hashes in order."""
    frontier: list[Hash] = []
    for size, leaf in enumerate(leaves):
        frontier = extend(frontier, size, leaf)
    return frontier_root(frontier)


def extend(frontier: Sequence[Hash], size: int, leaf: Hash) -> list[Hash]:
    """Return the frontier after one more leaf.

    The frontier holds the roots of the complete subtrees of the first `size` leaves, largest first: one for
    each set bit of `size`. Adding a leaf is adding one in binary: each carry joins two subtrees.
    """
    grown, carry = list(frontier), leaf
    while size & 1:
        carry = node_hash(grown.pop(), carry)
        size >>= 1
    return [*grown, carry]


def frontier_root(frontier: Sequence[Hash]) -> Hash:
    """Return the tree hash that the frontier stands for."""
    if not frontier:
        return EMPTY_ROOT
    joined = frontier[-1]
    for left in reversed(frontier[:-1]):
        joined = node_hash(left, joined)
    return joined


def inclusion_proof(leaves: Sequence[Hash], index: int) -> list[Hash]:
    """Return PATH(index, leaves) of section 2.1.1, the sibling nearest the leaf first."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion_proof(leaves[:k], index), root(leaves[k:])]
    return [*inclusion_proof(leaves[k:], index - k), root(leaves[:k])]


def verify_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], expected: Hash) -> bool:
    """Say whether the leaf stands at `index` in the tree of `size` leaves with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            computed = node_hash(sibling, computed)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            computed = node_hash(computed, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and computed == expected


def consistency_proof(leaves: Sequence[Hash], old_size: int) -> list[Hash]:
    """Return PROOF(old_size, leaves) of section 2.1.2: the first leaves are still the tree they were."""
    if not 0 < old_size <= len(leaves):
        raise IndexError(old_size)
    return _subproof(leaves, old_size, True)


def _subproof(leaves: Sequence[Hash], old_size: int, whole: bool) -> list[Hash]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if old_size <= k:
        return [*_subproof(leaves[:k], old_size, whole), root(leaves[k:])]
    return [*_subproof(leaves[k:], old_size - k, False), root(leaves[:k])]


def verify_consistency(old_size: int, old_root: Hash, size: int, new_root: Hash, proof: Sequence[Hash]) -> bool:
    """Say whether the tree of `size` begins with the tree of `old_size` (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == new_root
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    place, last = old_size - 1, size - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old = node_hash(sibling, old)
            new = node_hash(sibling, new)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            new = node_hash(new, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and old == old_root and new == new_root
