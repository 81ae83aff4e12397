"""What was planted is told by a look each morning, and where nothing was planted nothing is.

Looked at from the files, every morning of the months that the files hold, with the product's own
rules (`alerts/rules`); a test of `tests/alerts` goes through the database and the mail.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from emptychair.alerts.rules.looking import Looks, replay
from emptychair.alerts.rules.material import Block, Material, Stream, Wishes, counts_of
from emptychair.alerts.types import Kind
from emptychair.demo.catalogue import KITCHEN, ROTA

USUAL = Wishes(kinds=frozenset(Kind.values))
EVERYTHING = Wishes(kinds=frozenset(Kind.values), interest=0.0)


def material_of(demo, brand) -> Material:
    """Company, touchpoints and segments of one of the two companies."""
    segment = {row["person_id"]: row["segment"] for row in demo.rows("people.csv")}
    cells: dict[Stream, list[tuple[date, int]]] = {}
    for row in demo.rows("answers.csv"):
        if not row["score"] or not row["touchpoint_id"].startswith(f"{brand}-"):
            continue
        day, score = date.fromisoformat(row["answered_at"][:10]), int(row["score"])
        for kind, place in (
            ("company", ""),
            ("touchpoint", row["touchpoint_id"]),
            ("segment", segment[row["person_id"]]),
        ):
            cells.setdefault(Stream(kind, place, "nps"), []).append((day, score))
    streams = tuple(sorted(cells))
    days = [day for day, _score in cells[Stream("company", "", "nps")]]
    first, size = min(days), (max(days) - min(days)).days + 1
    n, high, low = (np.zeros((len(streams), size)) for _ in range(3))
    for number, name in enumerate(streams):
        at = np.array([(day - first).days for day, _score in cells[name]])
        scores = np.array([score for _day, score in cells[name]])
        n[number] = np.bincount(at, minlength=size)
        high[number] = np.bincount(at, scores >= 9, minlength=size)
        low[number] = np.bincount(at, scores <= 6, minlength=size)
    block = Block(first, streams, n, 100 * (high - low), 1e4 * (high + low), low, 40.0)
    return Material(scores=(block,), counts=counts_of([block]))


def told(material, wishes, *, first=None):
    block = material.scores[0]
    first = first or block.first + timedelta(days=90)
    return replay(Looks(material, wishes), first=first, end=block.day(block.days))


@pytest.fixture(scope="module")
def kitchen(demo):
    return material_of(demo, KITCHEN)


def change_of(demo, code):
    return next(one for one in demo.truth["changes"] if one["code"] == code)


def at(demo, noticed, code, *, good):
    """The day of a planted change, and what was told of its touchpoint from then on."""
    change = change_of(demo, code)
    day = date.fromisoformat(change["on"])
    found = [
        one
        for one in noticed
        if one.stream.place == change["touchpoint_id"]
        and one.is_good == good
        and one.first_seen > day
    ]
    return day, found


def test_the_touchpoint_that_broke_is_told_though_two_answer_in_five_days(demo, kitchen):
    day, found = at(demo, told(kitchen, USUAL), "cleanup-cut", good=False)
    assert {one.kind for one in found} == {"share", "score"}
    assert min(one.first_seen for one in found) - day < timedelta(days=120)
    score = next(one for one in found if one.kind == "score")
    assert score.low <= change_of(demo, "cleanup-cut")["points_at_equal_mix"] <= score.high
    assert abs(score.since - day) < timedelta(days=60)


@pytest.mark.slow
def test_with_four_times_the_answers_it_is_told_within_six_weeks(make):
    many = make("many", people=8_000)
    day, found = at(many, told(material_of(many, KITCHEN), USUAL), "cleanup-cut", good=False)
    assert found[0].first_seen - day < timedelta(days=45)
    assert found[0].low <= change_of(many, "cleanup-cut")["points_at_equal_mix"] <= found[0].high


def test_the_total_that_falls_by_mix_is_told_of_the_company_and_of_no_segment(demo, kitchen):
    fell = [one for one in told(kitchen, USUAL) if not one.is_good]
    assert any(one.stream.place_kind == "company" for one in fell)
    assert not any(one.stream.place_kind == "segment" for one in fell)


def test_what_helped_is_told_as_good_news(demo, kitchen):
    _day, found = at(demo, told(kitchen, USUAL), "booking-calendar", good=True)
    assert found
    assert (
        found[0].low <= change_of(demo, "booking-calendar")["points_at_equal_mix"] <= found[0].high
    )


def test_a_year_at_the_company_where_nothing_changed_brings_no_alert(demo):
    """`bench/alerts.py` found one in a year in at most 3 of 100 such workspaces."""
    quiet = material_of(demo, ROTA)
    assert quiet.scores[0].n[0].sum() > 1_000
    assert quiet.scores[0].days > 365
    assert told(quiet, EVERYTHING) == []


@pytest.mark.slow
def test_of_twenty_quiet_companies_at_most_two_hear_a_false_alarm(make):
    """So many or fewer come with chance .98 where three of a hundred do."""
    heard = 0
    for seed in range(20):
        demo = make(f"quiet-{seed}", people=600, seed=seed)
        heard += bool(told(material_of(demo, ROTA), EVERYTHING))
    assert heard <= 2
