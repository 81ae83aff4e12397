"""The small parts below: chance, days, opinions."""

from datetime import date

import pytest

from emptychair.demo.catalogue import (
    CHANGES,
    GIFT,
    HOME,
    JAPAN,
    KITCHEN,
    PLANS,
    TOUCHPOINTS,
    expected_nps,
)
from emptychair.demo.chance import running, stream
from emptychair.demo.days import MONTHS, Days
from emptychair.demo.opinion import draw_score, shares
from emptychair.demo.people import person_at


def test_a_stream_is_the_same_again_and_unlike_its_neighbours():
    first = [stream(1, 2, 3).uniform() for _ in range(3)]
    assert first[0] == first[1] == first[2]
    neighbours = {
        stream(1, kind, index).uniform() for kind in range(5) for index in range(-50, 200)
    }
    assert len(neighbours) == 5 * 250


def test_streams_of_neighbours_are_spread_evenly():
    draws = [stream(20261122, 0, index).uniform() for index in range(4000)]
    assert sum(draws) / 4000 == pytest.approx(0.5, abs=0.015)
    for part in range(10):
        assert 330 < sum(part / 10 <= draw < (part + 1) / 10 for draw in draws) < 470


def test_weighted_choice_follows_the_weights():
    chance, steps = stream(1, 1, 1), running((1, 3, 0, 4))
    found = [chance.weighted("abcd", steps) for _ in range(8000)]
    assert found.count("b") == pytest.approx(3000, abs=150)
    assert found.count("c") == 0


def test_the_window_is_thirty_six_months_to_the_last_day():
    days = Days(date(2026, 10, 31))
    assert days.text(0) == "2023-11-01"
    assert days.text(days.last) == "2026-10-31"
    assert [days.month(0), days.month(29), days.month(30), days.month(days.last)] == [0, 0, 1, 35]
    assert days.text(days.first_of(26)) == "2026-01-01"
    assert days.first_of(MONTHS) == days.last + 1
    assert days.month(-1) == -1
    assert days.is_weekend(3)  # Saturday 4 November 2023
    assert not days.is_weekend(5)


def test_a_window_that_ends_inside_a_month_is_cut_there():
    days = Days(date(2024, 2, 29))
    assert days.text(0) == "2021-03-01"
    assert days.text(days.last) == "2024-02-29"


def cells():
    for place in TOUCHPOINTS:
        for month in (0, MONTHS - 1):
            for segment in (HOME, GIFT) if place.brand == KITCHEN else PLANS:
                for where in (JAPAN, "elsewhere"):
                    yield place.brand, place.code, month, segment, where


def test_every_cell_has_chances_that_are_chances_and_give_its_nps():
    for brand, code, month, segment, where in cells():
        level = expected_nps(brand, code, month, segment=segment, place=where)
        for language in ("ja", "en"):
            promoter, detractor = shares(level, language)
            assert 0 <= promoter <= 1
            assert 0 <= detractor <= 1
            assert promoter + detractor <= 1 + 1e-12
            assert promoter - detractor == pytest.approx(level)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_tempers_cancel_out_in_the_drawn_scores(language):
    chance = stream(4, 4, 4)
    scores = [draw_score(chance, 0.12, language, (-1, 0, 0, 1)[n % 4]) for n in range(40_000)]
    found = sum((score >= 9) - (score <= 6) for score in scores) / len(scores)
    assert found == pytest.approx(0.12, abs=0.013)
    assert set(scores) == set(range(11))


def test_a_warm_temper_answers_higher():
    chance = stream(4, 4, 5)
    warm, sour = (
        sum(draw_score(chance, 0.0, "en", temper) for _ in range(5000)) for temper in (1, -1)
    )
    assert warm > sour


def test_the_change_that_did_not_help_changes_nothing():
    change = next(c for c in CHANGES if c.is_initiative and not c.points)
    levels = {
        expected_nps(change.brand, change.touchpoint, month, segment=HOME, place=JAPAN)
        for month in range(MONTHS)
    }
    assert len(levels) == 1


def test_people_of_a_firm_work_for_the_same_firm():
    days = Days(date(2026, 10, 31))
    people = [person_at(1, days, number) for number in range(400)]
    by_firm = {}
    for person in people:
        if person.firm:
            assert by_firm.setdefault(person.firm.firm_id, person.firm) == person.firm
            assert person.email.endswith(f"@{person.firm.domain}")
    assert 40 <= len(by_firm) <= 60
    assert sum(person.segment == HOME for person in people) == 160
