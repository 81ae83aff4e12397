"""A theme that is tagged more often than before, of as many answers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from emptychair.alerts.rules.budget import alpha_of_look
from emptychair.alerts.rules.material import Block, Noticed, Past, last_told
from emptychair.stats import benjamini_hochberg, newcombe

NOW, BEFORE = 7, 84  # days
LEAST = 5
EPISODE = timedelta(days=28)


def rising_tags(block: Block, day: date, past: Sequence[Past]) -> Iterator[Noticed]:
    """Tags that stand in a larger share of the week before `day` than of the twelve before it.

    Given how often a tag was set in both, the new ones are binomial with the share of the answers
    that came in the week; many tags are looked at, so Benjamini-Hochberg.
    """
    end = block.position(day)
    middle, first = end - NOW, end - NOW - BEFORE
    if first < 0 or end > block.days or not block.streams:
        return
    from scipy.stats import binom  # slow to load, and only needed here

    now, before = (block.low[:, a:b].sum(axis=1) for a, b in ((middle, end), (first, middle)))
    n_now, n_before = (block.n[:, a:b].sum(axis=1) for a, b in ((middle, end), (first, middle)))
    share = n_now / np.maximum(n_now + n_before, 1)
    known = (block.low[:, :first].sum(axis=1) > 0) & (n_before >= LEAST * BEFORE / NOW)
    p_values = np.where(known & (now >= LEAST), binom.sf(now - 1, now + before, share), 1.0)
    adjusted = benjamini_hochberg(np.nan_to_num(p_values, nan=1.0))
    for row in np.flatnonzero(adjusted <= alpha_of_look("tag")):
        stream = block.streams[int(row)]
        last = last_told(past, "tag", stream)
        if last and day - last.first_seen < EPISODE:
            continue
        counts = [int(each[row]) for each in (before, n_before, now, n_now)]
        told = newcombe(*counts)
        yield Noticed(
            kind="tag",
            stream=stream,
            since=day - timedelta(days=NOW),
            first_seen=day,
            before=100 * counts[0] / counts[1],
            after=100 * counts[2] / counts[3],
            estimate=100 * told.estimate,
            low=100 * told.low,
            high=100 * told.high,
            n_before=counts[1],
            n_after=counts[3],
            parameters={"tagged": counts[2]},
        )
