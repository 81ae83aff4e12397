"""The initiative that was planted to help is found to have helped, the other one is not."""

from datetime import date, timedelta

import numpy as np
import pytest

from emptychair.effects.rules.judging import proposed_verdict
from emptychair.effects.rules.mix import series_at_mix
from emptychair.effects.rules.rows import Rows, ordinal, value_of
from emptychair.effects.rules.series import series_of
from emptychair.stats import Effect, TooFew, interrupted_effect

WORTH = 10


def rows_at(demo, touchpoint_id, segment=None):
    whose = {row["person_id"]: row["segment"] for row in demo.rows("people.csv")}
    found = sorted(
        (row["answered_at"][:10], int(row["score"]), whose[row["person_id"]])
        for row in demo.rows("answers.csv")
        if row["touchpoint_id"] == touchpoint_id
        and row["score"]
        and segment in {None, whose[row["person_id"]]}
    )
    none = np.zeros(len(found), dtype=np.int64)
    score = np.array([one[1] for one in found], dtype=np.int64)
    day = np.array([ordinal(date.fromisoformat(one[0])) for one in found], dtype=np.int64)
    value = np.array([value_of("nps", int(one)) for one in score])
    names, kinds = np.unique([one[2] for one in found], return_inverse=True)
    marks = {"segment": kinds.astype(np.int64)}
    return Rows(value, score, none, none, none, day, marks, {"segment": tuple(names)})


def series_at(demo, change, segment=None):
    start = date.fromisoformat(change["on"])
    rows = rows_at(demo, change["touchpoint_id"], segment)
    return rows, series_of(rows, starts_on=start, last=start + timedelta(days=240))


def effect_of(demo, change, segment=None) -> Effect | None:
    _rows, series = series_at(demo, change, segment)
    try:
        return interrupted_effect(
            series.value, before=series.before, season=series.season, answers=series.n
        )
    except TooFew:
        return None


def initiatives_of(demo):
    return {one["code"]: one for one in demo.truth["changes"] if one["is_initiative"]}


def test_with_few_answers_the_help_lies_inside_the_interval_and_is_never_denied(demo):
    change = initiatives_of(demo)["booking-calendar"]
    found = effect_of(demo, change)
    assert found.low <= change["points_at_equal_mix"] <= found.high
    assert proposed_verdict(found, worth=WORTH) != "not"


@pytest.mark.slow
def test_with_answers_enough_what_helped_is_found(make):
    demo = make("many", people=10_000)
    found = effect_of(demo, initiatives_of(demo)["booking-calendar"])
    assert proposed_verdict(found, worth=WORTH) == "helped"


def test_what_did_nothing_is_not_taken_for_help(demo):
    found = effect_of(demo, initiatives_of(demo)["payment-guide"])
    assert proposed_verdict(found, worth=WORTH) in {"not", "unknown"}


@pytest.mark.slow
def test_with_many_more_it_is_told_that_the_guide_did_less_than_the_calendar_promised(make):
    """Its touchpoint is heard little: of 30,000 people some 1,200 answer there in a year.

    What was promised holds at an equal mix of segments, and the planted shift of the mix bends the
    line of everybody together; so it is judged among those of one segment, and over all answers at
    the mix of before.
    """
    demo = make("most", people=30_000)
    changes = initiatives_of(demo)
    [private] = demo.truth["mix_shift"]["before"]["segments"].keys() - {
        demo.truth["mix_shift"]["growing_segment"]
    }
    found = effect_of(demo, changes["payment-guide"], private)
    assert found.low <= 0 <= found.high
    promised = changes["booking-calendar"]["points_at_equal_mix"]
    assert proposed_verdict(found, worth=promised) == "not"
    helped = effect_of(demo, changes["booking-calendar"], private)
    assert helped.low <= promised <= helped.high
    assert proposed_verdict(helped, worth=WORTH) == "helped"
    for code, truth, verdict in (("payment-guide", 0, "not"), ("booking-calendar", 28, "helped")):
        _series, effect, read = series_at_mix(*series_at(demo, changes[code]), mix="before")
        assert read.held == ("segment",)
        assert effect.low <= truth <= effect.high
        assert effect.estimate < read.answered.estimate, "as answered it reads too much"
        assert proposed_verdict(effect, worth=promised) == verdict
