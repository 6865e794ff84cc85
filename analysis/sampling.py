"""Drawing a sample of comments, simple or stratified; and how large one should be.

The same seed draws the same comments, in the same order, from the same ones.
"""

import random
from collections.abc import Hashable, Mapping, Sequence
from statistics import NormalDist
from typing import TypeVar

S = TypeVar("S", bound=Hashable)

TENTATIVE = 0.667
"""The least alpha from which Krippendorff (2004) draws even tentative conclusions."""


def simple(ids: Sequence[int], size: int, seed: int) -> list[int]:
    """`size` of the ids, each as likely as any other, in random order; all where there are fewer."""
    pool = sorted(ids)
    return random.Random(seed).sample(pool, min(size, len(pool)))  # noqa: S311 - no secret


def stratified(strata: Mapping[int, S], size: int, seed: int, at_least: int = 1) -> list[int]:
    """`size` ids, from each stratum as many as its share; in random order.

    Args:
        strata: the stratum of each id.
        size: how many; all where there are fewer.
        seed: of the draw.
        at_least: this many from each stratum that has them, if `size` allows.
    """
    members: dict[S, list[int]] = {}
    for key in sorted(strata):
        members.setdefault(strata[key], []).append(key)
    quota = allocation({name: len(keys) for name, keys in members.items()}, size, at_least)
    chance = random.Random(seed)  # noqa: S311 - no secret
    drawn = [
        key
        for name in sorted(members, key=str)
        for key in chance.sample(members[name], quota[name])
    ]
    chance.shuffle(drawn)  # strata one after the other would tell the coder which is which
    return drawn


def allocation(sizes: Mapping[S, int], total: int, at_least: int = 1) -> dict[S, int]:
    """How many to draw from each stratum: its share of `total`, rounded by largest remainder, no
    more than it has, and `at_least` (or all it has) where `total` reaches that far.

    Where `total` is smaller than that, the largest strata come first.
    """
    order = sorted(sizes, key=lambda name: (-sizes[name], str(name)))
    total = min(total, sum(sizes.values()))
    quota = dict.fromkeys(order, 0)
    for floor in range(1, at_least + 1):
        for name in order:
            if sizes[name] >= floor and sum(quota.values()) < total:
                quota[name] = floor
    every = sum(sizes.values())
    while sum(quota.values()) < total:  # one by one to whoever is furthest below its share
        open_ones = [name for name in order if quota[name] < sizes[name]]
        quota[max(open_ones, key=lambda name: total * sizes[name] / every - quota[name])] += 1
    return quota


def comments_needed(share: float, least: float = TENTATIVE, significance: float = 0.05) -> int:
    """How many comments two coders have to code to tell whether alpha reaches `least`, for a theme
    that is on `share` of the comments.

    Source: Bloch and Kraemer 1989, formula 3.7, as Krippendorff (2004, section 11.4.1) applies it.
    """
    z = NormalDist().inv_cdf(1 - significance)
    spread = (1 + least) * (3 - least) / (4 * (1 - least) * share * (1 - share))
    return round(2 * z * z * (spread - least))
