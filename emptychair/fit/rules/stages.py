"""From shares with their intervals to where a product stands."""

from collections.abc import Sequence

from emptychair.fit.types import ENOUGH, FitTest, Part, Stage, TestSetting
from emptychair.stats import Share, product_market_fit, wilson
from emptychair.stats.ratings import PMF_LINE

MOST_TRIED = 100_000


def share_of(successes: int, n: int) -> Share | None:
    """The share with its interval, or nothing when nobody was asked."""
    return wilson(successes, n) if n else None


def parts_of(setting: TestSetting, shares: dict[str, Share | None]) -> tuple[Part, ...]:
    """What is tested against what. `shares` by code."""
    if setting.test == FitTest.MUST_HAVE:
        return (Part(code="must_have", share=shares.get("must_have"), line=PMF_LINE),)
    return (
        Part(code="repeat", share=shares.get("repeat"), line=setting.repeat_line),
        Part(code="recommend", share=shares.get("recommend"), line=setting.recommend_line),
    )


def stage_of(parts: Sequence[Part]) -> Stage:
    """After fit when each share lies above its line with its whole interval, before fit when one
    lies below with its whole interval, and otherwise it is not shown yet. Fewer than thirty answers
    show nothing.
    """
    found = [verdict_of(part) for part in parts]
    if "below" in found:
        return Stage.BEFORE
    return Stage.AFTER if found and all(one == "shown" for one in found) else Stage.UNKNOWN


def answers_still_needed(part: Part) -> int | None:
    """So many more answers with the same share until the interval leaves the line; None where it
    has left it, where nothing is known, or where no number would do.
    """
    share, line = part.share, part.line
    if share is None or line is None:
        return None
    if share.n >= ENOUGH and (share.low >= line or share.high < line):
        return None
    if abs(share.share - line) < 1e-9:
        return None
    n = max(share.n, ENOUGH)
    while n < MOST_TRIED:
        now = wilson(round(share.share * n), n)
        if now.low >= line or now.high < line:
            return max(n - share.n, 0) or None
        n += max(1, n // 50)
    return None


def verdict_of(part: Part) -> str:
    """Shown, below, or not shown yet: where the whole interval of one share lies."""
    share, line = part.share, part.line
    if share is None or line is None or share.n < ENOUGH:
        return "not shown yet"
    if part.code == "must_have":
        return product_market_fit(share.successes, share.n).verdict
    if share.low >= line:
        return "shown"
    return "below" if share.high < line else "not shown yet"


def setting_for(settings: dict[str, TestSetting], segment: str) -> TestSetting:
    """That of the group, else that of everybody."""
    return settings.get(segment) or settings[""]
