"""What is noticed in made-up numbers, and what is left in peace."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from emptychair.alerts.rules.budget import FAMILY, SHARES, alpha_of_score
from emptychair.alerts.rules.coverage import falling_coverage
from emptychair.alerts.rules.looking import Looks, replay
from emptychair.alerts.rules.material import Block, Material, MonthHeard, Past, Stream, Wishes
from emptychair.alerts.rules.themes import rising_tags
from emptychair.alerts.rules.unusual_days import unusual_days
from emptychair.alerts.types import Kind

FIRST, START, END = date(2024, 1, 1), date(2026, 1, 1), date(2027, 1, 1)
DAYS = (END - FIRST).days
ALL = Wishes(kinds=frozenset(Kind.values))
PLACE = Stream("touchpoint", "3", "nps")


def block(shares, *, a_day=20, streams=(PLACE,), seed=1):
    """Answers of each day: `shares` says from which day on how many are low and high."""
    chance = np.random.default_rng(seed)
    n = chance.poisson(a_day, (len(streams), DAYS))
    low, high = (np.zeros(DAYS) for _side in range(2))
    for day, few, many in shares:
        low[(day - FIRST).days :], high[(day - FIRST).days :] = few, many
    lows = chance.binomial(n, low)
    highs = chance.binomial(n - lows, high / (1 - low))
    sides = (n, 100 * (highs - lows), 10_000 * (highs + lows), lows)
    return Block(FIRST, streams, *(one.astype(float) for one in sides), least_spread=40)


def told(shares, wishes=ALL, **fields):
    looks = Looks(Material(scores=(block(shares, **fields),)), wishes)
    return replay(looks, first=START, end=END)


SAME = [(FIRST, 0.3, 0.35)]
FELL = [*SAME, (date(2026, 3, 9), 0.45, 0.2)]


def test_the_chances_of_all_kinds_together_are_one_in_twenty():
    assert sum(SHARES.values()) == pytest.approx(FAMILY)
    streams = [alpha_of_score(is_company=one < 2, companies=2, streams=9) for one in range(9)]
    assert sum(streams) == pytest.approx(SHARES["score"])


def test_noise_is_left_in_peace():
    assert told(SAME) == []


COMPANY = Stream("company", "", "nps")
OTHER = Stream("touchpoint", "4", "nps")


def alike(shares, streams, alike=2):
    """The first streams have the same answers."""
    made = block(shares, streams=streams)
    sides = {name: getattr(made, name).copy() for name in ("n", "total", "squares", "low")}
    for side in sides.values():
        side[:alike] = side[0]
    return replace(made, **sides)


def test_what_only_one_touchpoint_tells_is_told_once_and_of_it():
    both = alike(FELL, (COMPANY, PLACE))
    looks = Looks(Material(scores=(both,)), ALL)
    found = [one for one in replay(looks, first=START, end=END) if one.kind == "score"]
    assert [one.stream for one in found] == [PLACE]
    sides = {name: getattr(both, name)[:1] for name in ("n", "total", "squares", "low")}
    alone = Looks(Material(scores=(replace(both, streams=(COMPANY,), **sides),)), ALL)
    first = replay(alone, first=START, end=END)[0]  # the company's look is the sharper one
    assert first == replace(found[0], stream=COMPANY)
    before = [Past("score", COMPANY, found[0].since, found[0].first_seen)]
    again = looks.at(found[0].first_seen, before)
    assert "score" not in {one.kind for one in again}


def test_where_others_answer_too_the_company_keeps_its_own():
    looks = Looks(Material(scores=(alike(FELL, (COMPANY, PLACE, OTHER), 1),)), ALL)
    found = {one.stream for one in replay(looks, first=START, end=END) if one.kind == "score"}
    assert found == {COMPANY, PLACE, OTHER}


def test_a_fall_is_told_once_with_its_day_and_its_size():
    found = [one for one in told(FELL) if one.kind == "score"]
    assert len(found) == 1
    one = found[0]
    assert abs((one.since - date(2026, 3, 9)).days) <= 21
    assert timedelta(0) < one.first_seen - date(2026, 3, 9) < timedelta(days=60)
    assert not one.is_good
    assert one.low < -30 < one.high
    assert one.high < 0


def test_its_return_is_good_news_and_a_second_fall_is_another_episode():
    shares = [*FELL, (date(2026, 6, 8), 0.3, 0.35), (date(2026, 9, 7), 0.5, 0.2)]
    found = [one for one in told(shares, a_day=40) if one.kind == "score"]
    assert [one.is_good for one in found] == [False, True, False]
    no_good = replace(ALL, good_too=False)
    assert all(not one.is_good for one in told(shares, no_good, a_day=40))


def test_what_is_kept_quiet_switched_off_or_small_is_not_told():
    assert told(FELL, replace(ALL, quiet=frozenset({"touchpoint:3"}))) == []
    assert told(FELL, replace(ALL, kinds=frozenset({"counts"}))) == []
    assert told(FELL, replace(ALL, interest=45.0)) == []


def test_more_low_answers_at_a_touchpoint_are_told_by_the_moving_average():
    found = [one for one in told([*SAME, (date(2026, 3, 9), 0.6, 0.35)]) if one.kind == "share"]
    assert len(found) >= 1
    first = found[0]
    assert date(2026, 3, 16) <= first.first_seen <= date(2026, 4, 6)
    assert first.since == date(2026, 3, 9)
    assert first.before == pytest.approx(30, abs=2)
    assert first.after == pytest.approx(60, abs=15)


def counts(n, low):
    rows = [np.atleast_2d(np.asarray(one, dtype=float)) for one in (n, low)]
    none = np.zeros_like(rows[0])
    return Block(FIRST, (Stream("touchpoint", "3"),), rows[0], none, none, rows[1])


def days_like(n, low):
    return np.full(DAYS, float(n)), np.full(DAYS, float(low))


DAY = date(2026, 5, 13)
COLUMN = (DAY - FIRST).days


def test_many_low_answers_in_one_day_are_told_the_next_morning_and_not_again():
    n, low = days_like(10, 2)
    n[COLUMN], low[COLUMN] = 24, 22
    found = list(unusual_days(counts(n, low), DAY + timedelta(days=1), [], holidays=frozenset()))
    assert [(one.since, one.after, one.parameters["is_more"]) for one in found] == [(DAY, 22, True)]
    past = [Past("counts", found[0].stream, DAY, DAY + timedelta(days=1))]
    low[COLUMN + 1], n[COLUMN + 1] = 22, 24
    later = DAY + timedelta(days=2)
    assert not list(unusual_days(counts(n, low), later, past, holidays=frozenset()))


def test_low_answers_that_only_come_with_many_answers_are_no_burst():
    n, low = days_like(10, 2)
    n[COLUMN], low[COLUMN] = 110, 23  # a wave went out
    morning = DAY + timedelta(days=1)
    assert not list(unusual_days(counts(n, low), morning, [], holidays=frozenset()))


def test_answers_that_stay_away_are_told_except_on_holidays_and_at_the_turn_of_the_year():
    n, low = days_like(25, 5)
    n[COLUMN], low[COLUMN] = 0, 0
    morning = DAY + timedelta(days=1)
    found = list(unusual_days(counts(n, low), morning, [], holidays=frozenset()))
    assert [one.parameters["is_more"] for one in found] == [False]
    assert not list(unusual_days(counts(n, low), morning, [], holidays=frozenset({DAY})))
    n, low = days_like(25, 5)
    n[(date(2026, 1, 2) - FIRST).days] = 0
    assert not list(unusual_days(counts(n, low), date(2026, 1, 3), [], holidays=frozenset()))


def test_fewer_who_answer_when_asked_are_told_when_they_had_time_to():
    chance = np.random.default_rng(2)
    asked = np.full((1, DAYS), 30.0)
    share = np.where(np.arange(DAYS) < COLUMN, 0.3, 0.12)
    total = 100.0 * chance.binomial(30, share)[None, :]
    rates = Block(FIRST, (Stream("survey", "5"),), asked, total, 100 * total, asked, 20)
    found = replay(Looks(Material(rates=rates), ALL), first=START, end=END)
    assert [one.kind for one in found] == ["rate"]
    assert timedelta(days=14) < found[0].first_seen - DAY < timedelta(days=45)
    assert found[0].after < found[0].before


def test_coverage_is_held_against_the_same_quarter_a_year_ago():
    first = date(2026, 6, 1)
    fewer = MonthHeard(first, 1000, 290, 1000, 380)
    found = list(falling_coverage([fewer], first, []))
    assert [(one.before, one.after) for one in found] == [(38.0, 29.0)]
    assert found[0].high < 0
    assert not list(falling_coverage([fewer], date(2026, 6, 2), []))
    assert not list(falling_coverage([MonthHeard(first, 1000, 301, 1000, 299)], first, []))
    assert not list(falling_coverage([MonthHeard(first, 1000, 380, 1000, 290)], first, []))
    assert not list(falling_coverage([MonthHeard(first, 0, 0, 0, 0)], first, []))
    past = [Past("coverage", found[0].stream, first, date(2026, 5, 1))]
    assert not list(falling_coverage([fewer], first, past))


def test_a_theme_that_rises_among_as_many_answers_is_told():
    n = np.full((2, DAYS), 30.0)
    tagged = np.zeros((2, DAYS))
    tagged[:, ::3] = 1
    monday = date(2026, 5, 18)
    tagged[1, (monday - FIRST).days - 7 : (monday - FIRST).days] = 4
    streams = (Stream("tag", "配送"), Stream("tag", "返金"))
    tags = Block(FIRST, streams, n, np.zeros_like(n), np.zeros_like(n), tagged)
    found = list(rising_tags(tags, monday, []))
    assert [(one.stream.place, one.parameters["tagged"]) for one in found] == [("返金", 28)]
    past = [Past("tag", streams[1], monday, monday - timedelta(days=7))]
    assert not list(rising_tags(tags, monday, past))


def test_a_look_changes_nothing_when_it_is_repeated():
    looks = Looks(Material(scores=(block(FELL),)), ALL)
    assert looks.at(date(2026, 6, 1), []) == looks.at(date(2026, 6, 1), []) != []
    assert looks.at(date(2024, 1, 5), []) == []  # no year before it
