"""What the test says, group by group."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.expressions.newest import PROMOTER, VERY
from emptychair.fit.models import FitSetting
from emptychair.fit.queries.answers import Alike, NewestAnswers
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


def settings_of(access: Access) -> dict[str, TestSetting]:
    """How each group is tested; the empty word is always there."""
    rows = FitSetting.objects.visible_to(access).order_by("segment")
    found = {row.segment: _setting(row) for row in rows}
    return {"": TestSetting(), **found}


def fit_of(access: Access, *, segment: str = "", now: datetime) -> SegmentFit:
    """What the test says of one group, or of everybody."""
    access.require(Permission.SCORE_READ)
    setting, answers = setting_for(settings_of(access), segment), NewestAnswers(access, now=now)
    if setting.test == FitTest.MUST_HAVE:
        rows = answers.counts("pmf", recent_days=setting.recent_days, segment=segment)
        unnamed = answers.unnamed("pmf")
        found = _must_have(setting, segment, rows, _of(unnamed, segment))
    else:
        rows = answers.counts("nps", segment=segment)
        again = repeat_counts(access, now=now)
        found = _one_off(setting, segment, rows, _together(again, segment))
    return _overruled(access, [found])[0]


def fit_by_segment(
    access: Access, *, now: datetime, answers: NewestAnswers | None = None
) -> list[SegmentFit]:
    """Everybody first, then each segment word with answers, most answers first."""
    access.require(Permission.SCORE_READ)
    settings, answers = settings_of(access), answers or NewestAnswers(access, now=now)
    tests = {one.test for one in settings.values()}
    missed = _must_haves(settings, answers) if FitTest.MUST_HAVE in tests else {}
    lasting = _one_offs(access, settings, answers, now) if FitTest.ONE_OFF in tests else {}
    found = []
    for word in sorted({"", *settings, *missed, *lasting}):
        one = (missed if setting_for(settings, word).test == FitTest.MUST_HAVE else lasting).get(
            word
        )
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: (one.segment != "", -_answers(one.parts), one.segment))
    return _overruled(access, found)


def _must_haves(settings: dict[str, TestSetting], answers: NewestAnswers) -> dict[str, SegmentFit]:
    days = {one.recent_days for one in settings.values()}
    by_days = {one: answers.counts("pmf", recent_days=one) for one in days}
    unnamed = answers.unnamed("pmf")
    words = {row.segment for rows in by_days.values() for row in rows} | set(settings)
    found = {}
    for word in words:
        setting = setting_for(settings, word)
        rows = [row for row in by_days[setting.recent_days] if word in {"", row.segment}]
        found[word] = _must_have(setting, word, rows, _of(unnamed, word))
    return found


def _one_offs(
    access: Access, settings: dict[str, TestSetting], answers: NewestAnswers, now: datetime
) -> dict[str, SegmentFit]:
    rows = answers.counts("nps")
    again = repeat_counts(access, now=now)
    by_word: dict[str, list[Alike]] = defaultdict(list)
    for row in rows:
        by_word[row.segment].append(row)
        if row.segment:
            by_word[""].append(row)
    return {
        word: _one_off(setting_for(settings, word), word, by_word[word], _together(again, word))
        for word in {*settings, *by_word, *again}
    }


def _must_have(
    setting: TestSetting, segment: str, rows: Collection[Alike], unnamed: int
) -> SegmentFit:
    counted = [row for row in rows if row.has_used is not False]
    share = share_of(_people(row for row in counted if row.score == VERY), _people(counted))
    return _fit(
        setting,
        segment,
        {"must_have": share},
        left_out=_people(rows) - _people(counted),
        unnamed=unnamed,
        use_is_known=all(row.has_used is not None for row in rows),
    )


def _one_off(
    setting: TestSetting, segment: str, rows: Collection[Alike], again: Counts
) -> SegmentFit:
    promoters = _people(row for row in rows if row.score >= PROMOTER)
    recommend = share_of(promoters, _people(rows))
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


def _people(rows: Iterable[Alike]) -> int:
    return sum(row.n for row in rows)


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
