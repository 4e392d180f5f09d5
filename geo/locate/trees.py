"""Boosted regression trees, asked for many rows at once.

The secret of this module is that nothing walks down a tree. Each node that a row fails strikes out
the leaves on its left, and the first leaf that is left over is where the walk would have ended. All
nodes that ask about one feature are failed in the order of their thresholds, so that a feature's
value tells by one search which leaves of every tree it strikes out; a row's leaves are what its
features leave over together. The values of all features are searched for at once, among the limits
of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Leaves = NDArray[np.uint16]

MAX_LEAVES: Final = 16
"""A tree's leaves are the bits of one number."""

_ALL: Final = (1 << MAX_LEAVES) - 1
_FIRST: Final = np.array(
    [0] + [(bits & -bits).bit_length() - 1 for bits in range(1, _ALL + 1)], dtype=np.intp
)
"""For each set of leaves, the number of its first one."""


class Trees:
    """Trees in flat lists: node ``i`` sends a row left if ``row[feature] <= threshold``.

    Parameters
    ----------
    roots
        The first node of each tree; no tree has more than `MAX_LEAVES` leaves.
    feature, threshold
        What each node asks.
    left, right
        The node that a row goes on to; a negative child ``-k - 1`` is the leaf `k`.
    leaf
        What each leaf adds to the mark.
    """

    def __init__(
        self,
        roots: Sequence[int],
        feature: Sequence[int],
        threshold: Sequence[float],
        left: Sequence[int],
        right: Sequence[int],
        leaf: Sequence[float],
    ) -> None:
        values = np.zeros((len(roots), MAX_LEAVES))
        questions: dict[int, list[tuple[float, int, int]]] = {}
        for tree, root in enumerate(roots):
            struck: dict[int, list[int]] = {}
            order = _leaves(root, left, right, struck)
            values[tree, : len(order)] = [leaf[k] for k in order]
            for node, gone in struck.items():
                kept = _ALL - sum(1 << order.index(k) for k in gone)
                questions.setdefault(feature[node], []).append((threshold[node], tree, kept))
        self._asked = sorted(questions)
        own = [np.unique([limit for limit, _, _ in questions[f]]) for f in self._asked]
        self._left_over = np.concatenate(
            [
                _left_over(questions[f], limits, len(roots))
                for f, limits in zip(self._asked, own, strict=True)
            ]
        )
        self._limits = np.unique(np.concatenate(own))
        starts = np.cumsum([0, *(len(limits) + 1 for limits in own[:-1])])
        # a value above the first k limits of all is above so many of its feature's own
        self._lines = np.concatenate(
            [
                start + np.concatenate([[0], limits.searchsorted(self._limits, "right")])
                for start, limits in zip(starts, own, strict=True)
            ]
        )
        self._offsets = np.arange(len(own))[:, None] * (len(self._limits) + 1)
        self._values = values.ravel()
        self._trees = np.arange(len(roots)) * MAX_LEAVES

    def score(self, rows: Floats) -> Floats:
        """Return one sum of leaves a row."""
        return self.sums(self.left_over(rows, range(rows.shape[1])))

    def left_over(self, rows: Floats, features: Container[int]) -> Leaves:
        """Return which leaves of each tree some features leave over: a line a row, a column a tree.

        What several groups of features leave over together is joined by ``&``.
        """
        # Most documents have some twenty rows, so that the number of calls is what this costs.
        asked = [n for n, feature in enumerate(self._asked) if feature in features]
        own = [self._asked[n] for n in asked]
        found = self._limits.searchsorted(rows.T[own]) + self._offsets[asked]
        kept = self._left_over.take(self._lines.take(found), axis=0)
        return np.asarray(np.bitwise_and.reduce(kept, axis=0))

    def sums(self, left: Leaves) -> Floats:
        """Return the sum of the first leaves that are left over, one a row."""
        leaves = np.asarray(_FIRST.take(left)) + self._trees
        return np.asarray(self._values.take(leaves).sum(axis=1))


def _leaves(
    node: int, left: Sequence[int], right: Sequence[int], struck: dict[int, list[int]]
) -> list[int]:
    """Return the leaves under a node, left to right; those on each node's left go into `struck`."""
    if node < 0:
        return [-node - 1]
    struck[node] = _leaves(left[node], left, right, struck)
    return struck[node] + _leaves(right[node], left, right, struck)


def _left_over(
    questions: Sequence[tuple[float, int, int]], limits: Floats, trees: int
) -> NDArray[np.uint16]:
    """Return the leaves of each tree that a feature leaves over, by how many limits it exceeds."""
    table = np.full((len(limits) + 1, trees), _ALL, dtype=np.uint16)
    for limit, tree, kept in questions:
        table[np.searchsorted(limits, limit) + 1 :, tree] &= kept
    return table
