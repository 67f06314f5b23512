"""The tree of RFC 6962: known hashes, and properties of roots and proofs."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import merkle

#: The eight leaves and the roots of the first n of them from the reference tests of Certificate Transparency.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaves_of = st.lists(st.binary(max_size=8), min_size=1, max_size=70).map(
    lambda some: [merkle.leaf_hash(x) for x in some]
)


def _naive_root(leaves: list[bytes]) -> bytes:
    """MTH as section 2.1 writes it down."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + _naive_root(leaves[:k]) + _naive_root(leaves[k:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    leaves = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@given(leaves_of)
def test_the_root_is_that_of_the_standard(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == _naive_root(leaves)


@given(leaves_of, st.data())
def test_every_leaf_has_a_proof_that_fits_nothing_else(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = merkle.inclusion_proof(leaves, index), merkle.root(leaves)
    assert merkle.verify_inclusion(leaves[index], index, len(leaves), proof, root)
    other = merkle.leaf_hash(b"another leaf")
    assert not merkle.verify_inclusion(other, index, len(leaves), proof, root)
    assert not merkle.verify_inclusion(leaves[index], index, len(leaves), [*proof, other], root)
    assert not merkle.verify_inclusion(leaves[index], len(leaves), len(leaves), proof, root)
    if proof:
        assert not merkle.verify_inclusion(leaves[index], index, len(leaves), proof[:-1], root)


@given(leaves_of, st.data())
def test_a_longer_tree_proves_that_it_begins_with_the_shorter(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    proof = merkle.consistency_proof(leaves, old)
    before, now = merkle.root(leaves[:old]), merkle.root(leaves)
    assert merkle.verify_consistency(old, before, len(leaves), now, proof)
    forged = merkle.leaf_hash(b"another past")
    assert not merkle.verify_consistency(old, forged, len(leaves), now, proof)
    assert not merkle.verify_consistency(old, before, len(leaves), forged, proof)


@given(leaves_of, leaves_of)
def test_the_frontier_goes_on_where_it_stopped(first: list[bytes], second: list[bytes]) -> None:
    frontier: list[bytes] = []
    for size, leaf in enumerate(first + second):
        frontier = merkle.extend(frontier, size, leaf)
        if size == len(first) - 1:
            assert merkle.frontier_root(frontier) == merkle.root(first)
    assert merkle.frontier_root(frontier) == merkle.root(first + second)
    assert len(frontier) == (len(first) + len(second)).bit_count()


@pytest.mark.parametrize("old", [0, 4])
def test_there_is_no_proof_for_a_size_that_never_was(old: int) -> None:
    leaves = [merkle.leaf_hash(bytes([n])) for n in range(3)]
    with pytest.raises(IndexError):
        merkle.consistency_proof(leaves, old)
    with pytest.raises(IndexError):
        merkle.inclusion_proof(leaves, 3 + old)
    assert not merkle.verify_consistency(old, leaves[0], 3, leaves[0], [])
