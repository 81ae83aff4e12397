"""What the test says, group by group."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.models import FitSetting
from emptychair.fit.queries.answers import Answered, newest_answers, unnamed_answers
from emptychair.fit.queries.overrules import overrules_in_force
from emptychair.fit.queries.repeat import Counts, repeat_counts
from emptychair.fit.rules.stages import (
    answers_still_needed,
    parts_of,
    setting_for,
    share_of,
    stage_of,
)
from emptychair.fit.types import FitTest, Part, SegmentFit, TestSetting
from emptychair.stats import Share

VERY = 3  # of the must-have question
PROMOTER = 9


def settings_of(access: Access) -> dict[str, TestSetting]:
    """How each group is tested; the empty word is always there."""
    rows = FitSetting.objects.visible_to(access).order_by("segment")
    found = {row.segment: _setting(row) for row in rows}
    return {"": TestSetting(), **found}


def fit_of(access: Access, *, segment: str = "", now: datetime) -> SegmentFit:
    """What the test says of one group, or of everybody."""
    access.require(Permission.SCORE_READ)
    setting = setting_for(settings_of(access), segment)
    if setting.test == FitTest.MUST_HAVE:
        days = setting.recent_days
        rows = newest_answers(access, "pmf", now=now, recent_days=days, segment=segment)
        unnamed = unnamed_answers(access, "pmf", now=now)
        found = _must_have(setting, segment, rows, _of(unnamed, segment))
    else:
        rows = newest_answers(access, "nps", now=now, segment=segment)
        again = repeat_counts(access, now=now)
        found = _one_off(setting, segment, rows, _together(again, segment))
    return _overruled(access, [found])[0]


def fit_by_segment(access: Access, *, now: datetime) -> list[SegmentFit]:
    """Everybody first, then each segment word with answers, most answers first."""
    access.require(Permission.SCORE_READ)
    settings = settings_of(access)
    tests = {one.test for one in settings.values()}
    missed = _must_haves(access, settings, now) if FitTest.MUST_HAVE in tests else {}
    lasting = _one_offs(access, settings, now) if FitTest.ONE_OFF in tests else {}
    found = []
    for word in sorted({"", *settings, *missed, *lasting}):
        one = (missed if setting_for(settings, word).test == FitTest.MUST_HAVE else lasting).get(
            word
        )
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: (one.segment != "", -_answers(one.parts), one.segment))
    return _overruled(access, found)


def _must_haves(
    access: Access, settings: dict[str, TestSetting], now: datetime
) -> dict[str, SegmentFit]:
    by_days: dict[int, list[Answered]] = {}
    for one in settings.values():
        if one.recent_days not in by_days:
            by_days[one.recent_days] = newest_answers(
                access, "pmf", now=now, recent_days=one.recent_days
            )
    unnamed = unnamed_answers(access, "pmf", now=now)
    words = {row.segment for rows in by_days.values() for row in rows} | set(settings)
    found = {}
    for word in words:
        setting = setting_for(settings, word)
        rows = [row for row in by_days[setting.recent_days] if word in {"", row.segment}]
        found[word] = _must_have(setting, word, rows, _of(unnamed, word))
    return found


def _one_offs(
    access: Access, settings: dict[str, TestSetting], now: datetime
) -> dict[str, SegmentFit]:
    rows = newest_answers(access, "nps", now=now)
    again = repeat_counts(access, now=now)
    by_word: dict[str, list[Answered]] = defaultdict(list)
    for row in rows:
        by_word[row.segment].append(row)
        if row.segment:
            by_word[""].append(row)
    return {
        word: _one_off(setting_for(settings, word), word, by_word[word], _together(again, word))
        for word in {*settings, *by_word, *again}
    }


def _must_have(
    setting: TestSetting, segment: str, rows: Iterable[Answered], unnamed: int
) -> SegmentFit:
    rows = list(rows)
    counted = [row for row in rows if row.has_used is not False]
    share = share_of(sum(row.score == VERY for row in counted), len(counted))
    return _fit(
        setting,
        segment,
        {"must_have": share},
        left_out=len(rows) - len(counted),
        unnamed=unnamed,
        use_is_known=all(row.has_used is not None for row in rows),
    )


def _one_off(
    setting: TestSetting, segment: str, rows: Iterable[Answered], again: Counts
) -> SegmentFit:
    rows = list(rows)
    recommend = share_of(sum(row.score >= PROMOTER for row in rows), len(rows))
    return _fit(setting, segment, {"repeat": share_of(*again), "recommend": recommend})


def _fit(
    setting: TestSetting,
    segment: str,
    shares: dict[str, Share | None],
    *,
    left_out: int = 0,
    unnamed: int = 0,
    use_is_known: bool = True,
) -> SegmentFit:
    parts = parts_of(setting, shares)
    needed = [more for part in parts if (more := answers_still_needed(part))]
    return SegmentFit(
        segment=segment,
        setting=setting,
        stage=stage_of(parts),
        parts=parts,
        left_out=left_out,
        unnamed=unnamed,
        use_is_known=use_is_known,
        needed=max(needed, default=None),
    )


def _overruled(access: Access, found: list[SegmentFit]) -> list[SegmentFit]:
    standing = overrules_in_force(access)
    return [replace(one, overrule=standing.get(one.segment)) for one in found]


def _of(counts: dict[str, int], segment: str) -> int:
    return counts.get(segment, 0) if segment else sum(counts.values())


def _together(counts: dict[str, Counts], segment: str) -> Counts:
    if segment:
        return counts.get(segment, (0, 0))
    return sum(one[0] for one in counts.values()), sum(one[1] for one in counts.values())


def _answers(parts: tuple[Part, ...]) -> int:
    return max((part.share.n for part in parts if part.share), default=0)


def _setting(row: FitSetting) -> TestSetting:
    return TestSetting(
        segment=row.segment,
        test=FitTest(row.test),
        recent_days=row.recent_days,
        repeat_line=row.repeat_line,
        recommend_line=row.recommend_line,
    )
