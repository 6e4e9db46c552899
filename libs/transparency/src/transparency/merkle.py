"""Merkle trees of RFC 9162, section 2.1: roots, and proofs of inclusion and consistency.

A proof is planned as ranges of leaves, of which each is a subtree; where their hashes come from is
the caller's affair.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]  # leaves from the first up to but not including the last
Node: TypeAlias = tuple[int, int]  # level, and position within it

EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def complete_subtrees(leaves: Range) -> list[Node]:
    """List the complete subtrees that make up a subtree, largest first."""
    first, last = leaves
    found = []
    while first < last:
        level = (last - first).bit_length() - 1
        found.append((level, first >> level))
        first += 1 << level
    return found


def fold(hashes: Sequence[bytes]) -> bytes:
    """Hash complete subtrees, largest first, to the root over them."""
    if not hashes:
        return EMPTY_ROOT
    *rest, root = hashes
    for left in reversed(rest):
        root = node_hash(left, root)
    return root


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Plan the proof that a leaf is in a tree (2.1.3.1), from the leaf up."""
    return list(reversed(_inclusion(index, (0, size))))


def consistency_ranges(old: int, new: int) -> list[Range]:
    """Plan the proof that a tree grew out of a smaller one (2.1.4.1)."""
    if old in {0, new}:
        return []
    return list(reversed(_consistency(old, (0, new), known=True)))


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Check that the tree of this root holds this leaf hash at this place (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, found = index, size - 1, leaf
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            found = node_hash(step, found)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = node_hash(found, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and found == root


def grew(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Check that a tree, given by size and root, only had leaves added to it (2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size in {0, new_size}:
        trivial = (EMPTY_ROOT if old_size == 0 else new_root) == old_root
        return not proof and trivial
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return (
        old_size < new_size
        and bool(path)
        and _climb(old_size, new_size, path)
        == (
            old_root,
            new_root,
        )
    )


def _climb(old_size: int, new_size: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Rebuild both roots from a consistency proof."""
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for step in path[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            fr, sr = node_hash(step, fr), node_hash(step, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, step)
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr) if sn == 0 else None


def _split(leaves: Range) -> int:
    """Where the left subtree ends: the largest power of two below the number of leaves."""
    first, last = leaves
    return first + (1 << (last - first - 1).bit_length() - 1)


def _inclusion(index: int, leaves: Range) -> list[Range]:
    first, last = leaves
    if last - first == 1:
        return []
    middle = _split(leaves)
    if index < middle:
        return [(middle, last), *_inclusion(index, (first, middle))]
    return [(first, middle), *_inclusion(index, (middle, last))]


def _consistency(old: int, leaves: Range, *, known: bool) -> list[Range]:
    """`known`: the subtree is the whole old tree, whose root the checker has."""
    first, last = leaves
    if old == last:
        return [] if known else [leaves]
    middle = _split(leaves)
    if old <= middle:
        return [(middle, last), *_consistency(old, (first, middle), known=known)]
    return [(first, middle), *_consistency(old, (middle, last), known=False)]
