"""Trees as a list of parents: cycles cut, depths and sizes in one pass each."""

from __future__ import annotations

ROOT = -1
"""The parent of a node that hangs on no other node of the list."""


def cut_cycles(parents: list[int]) -> list[int]:
    """Make a forest of the list, in place: in each cycle the greatest number becomes a root.

    Return those numbers, ascending. Each node has one parent, so each has at most one cycle ahead;
    a cycle goes up somewhere, so that only nodes below their parents' numbers are walked from.
    """
    walk = [0] * len(parents)
    cut = []
    upward = [node for node, parent in enumerate(parents) if parent >= node]
    for start in upward:
        node = start
        while node != ROOT and not walk[node]:
            walk[node] = start + 1
            node = parents[node]
        if node != ROOT and walk[node] == start + 1:
            cut.append(_greatest(node, parents))
            parents[cut[-1]] = ROOT
    return sorted(cut)


def _greatest(node: int, parents: list[int]) -> int:
    """Return the greatest number of the cycle that ``node`` is in."""
    greatest, other = node, parents[node]
    while other != node:
        greatest, other = max(greatest, other), parents[other]
    return greatest


def measure(parents: list[int]) -> tuple[list[int], list[int]]:
    """Return of each node of a forest its depth (a root has 1) and its size (itself and below)."""
    depths = [0] * len(parents)
    downward: list[int] = []
    for start in range(len(parents)):
        path, node = [], start
        while node != ROOT and not depths[node]:
            path.append(node)
            node = parents[node]
        path.reverse()
        above = 0 if node == ROOT else depths[node]
        for level, below in enumerate(path, above + 1):
            depths[below] = level
        downward += path
    return depths, _sizes(parents, downward)


def _sizes(parents: list[int], downward: list[int]) -> list[int]:
    sizes = [1] * len(parents)
    for node in reversed(downward):
        if parents[node] != ROOT:
            sizes[parents[node]] += sizes[node]
    return sizes
