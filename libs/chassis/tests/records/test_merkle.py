"""The Merkle tree, against the vectors of RFC 9162's reference implementation and against itself."""

import hashlib

import pytest
from chassis.audit.tree import Frontier
from hypothesis import given
from hypothesis import strategies as st
from transparency import merkle

# The leaves and roots that Certificate Transparency's implementations test with.
LEAVES = [
    bytes.fromhex(written)
    for written in (
        "", "00", "10", "2021", "3031", "40414243",
        "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
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


def root_of(leaves: list[bytes]) -> bytes:
    """The definition of 2.1.1, word by word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return merkle.leaf_hash(leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return merkle.node_hash(root_of(leaves[:half]), root_of(leaves[half:]))


def numbered(size: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(size)]


def proved(leaves: list[bytes], ranges: list[tuple[int, int]]) -> list[bytes]:
    return [root_of(leaves[first:last]) for first, last in ranges]


def test_roots_are_those_of_the_reference_vectors() -> None:
    assert [root_of(LEAVES[: n + 1]).hex() for n in range(8)] == ROOTS
    assert merkle.EMPTY_ROOT.hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")


def test_proofs_are_those_of_the_reference_vectors() -> None:
    inclusion = [h.hex() for h in proved(LEAVES, merkle.inclusion_ranges(0, 8))]
    growth = [h.hex() for h in proved(LEAVES, merkle.consistency_ranges(6, 8))]

    assert inclusion == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert growth == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.integers(0, 200))
def test_a_growing_tree_has_the_root_the_definition_gives(size: int) -> None:
    leaves, frontier = numbered(size), Frontier()
    nodes: dict[merkle.Node, bytes] = {}
    for entry in leaves:
        nodes.update(frontier.add(merkle.leaf_hash(entry)))

    assert frontier.root() == root_of(leaves)
    for (level, position), digest in nodes.items():
        assert digest == root_of(leaves[position << level : position + 1 << level])
    whole = merkle.complete_subtrees((0, size))
    assert merkle.fold([nodes[node] for node in whole]) == root_of(leaves)


@given(st.integers(1, 150).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_every_leaf_proves_itself_and_no_other(place: tuple[int, int]) -> None:
    index, size = place
    leaves = numbered(size)
    leaf, root = merkle.leaf_hash(leaves[index]), root_of(leaves)
    proof = proved(leaves, merkle.inclusion_ranges(index, size))

    assert merkle.includes(leaf, index, size, proof, root)
    assert not merkle.includes(merkle.leaf_hash(b"other"), index, size, proof, root)
    assert not merkle.includes(leaf, index, size, [*proof, root], root)
    assert not merkle.includes(leaf, size, size, proof, root)
    for wrong in {index ^ 1, index + 1, 0} - {index}:
        assert not merkle.includes(leaf, wrong, size, proof, root)
    if proof:
        assert not merkle.includes(leaf, index, size, proof[:-1], root)


@given(st.integers(1, 150).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_growth_is_proved_and_a_changed_past_is_not(sizes: tuple[int, int]) -> None:
    old, new = sizes
    leaves = numbered(new)
    was, now = (old, root_of(leaves[:old])), (new, root_of(leaves))
    proof = proved(leaves, merkle.consistency_ranges(old, new))

    assert merkle.grew(was, now, proof)
    assert not merkle.grew(was, now, [*proof, now[1]])
    if old:
        changed = (old, root_of([b"changed", *leaves[1:old]]))
        assert not merkle.grew(changed, now, proof)
        rewritten = [b"changed", *leaves[1:]]
        forged = proved(rewritten, merkle.consistency_ranges(old, new))
        assert not merkle.grew(was, (new, root_of(rewritten)), forged)
    if old < new:
        assert not merkle.grew(now, was, proof)


@pytest.mark.parametrize(("leaves", "nodes"), [((0, 7), 3), ((4, 6), 1), ((0, 0), 0), ((0, 8), 1)])
def test_a_subtree_is_made_of_few_complete_ones(leaves: tuple[int, int], nodes: int) -> None:
    assert len(merkle.complete_subtrees(leaves)) == nodes
