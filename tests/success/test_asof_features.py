"""What was known on a day: the same, whatever comes later; unknown stays unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.success.rules.backtest import Split, check_no_leak, sample_of, split_by_time
from emptychair.success.rules.features import FEATURES, features_at
from emptychair.success.rules.halves import USUAL, halves_of, quadrant_of
from emptychair.success.rules.labels import left_within
from emptychair.success.rules.rows import NEVER, Rows, Table
from emptychair.success.rules.signs import signs_shown

DAY = 20_000
HISTORY = NEVER


def table(rows, *names, since=HISTORY):
    """Rows of (unit, day, known, further columns)."""
    rows = sorted(rows, key=str)
    columns = list(zip(*rows, strict=True)) or [[] for _ in range(3 + len(names))]
    unit, day, known = (np.array(one, dtype=np.int64) for one in columns[:3])
    further = {
        name: np.array(one, dtype=np.float64) for name, one in zip(names, columns[3:], strict=True)
    }
    return Table(unit, day, known, np.full(len(unit), since, dtype=np.int64), further)


def rows_of(*, signs=(), customers=((7, DAY - 900, DAY - 900, NEVER, 100.0),), **given):
    plain = {
        "orders": table([], "amount"),
        "answers": table([], "score", "bad"),
        "invitations": table([], "answered"),
        "cases": table([], "closed", "promised"),
        "terms": table([], "ends", "monthly", "seats", "months"),
        "people": table([], "left"),
        "use": table([], "users", "actions"),
        "failures": table([]),
    }
    return Rows(
        customers=table(customers, "left", "worth"),
        signs=table(signs, "what") if not isinstance(signs, Table) else signs,
        end=DAY + 400,
        **(plain | given),
    )


def same(one, other):
    assert one.units.tolist() == other.units.tolist()
    for name in FEATURES:
        np.testing.assert_array_equal(one[name], other[name], err_msg=name)


later_days = st.lists(
    st.tuples(st.integers(1, 9), st.integers(DAY + 1, DAY + 300), st.integers(0, 3)), max_size=20
)
early_days = st.lists(
    st.tuples(st.integers(1, 9), st.integers(DAY - 400, DAY), st.integers(0, 3)), max_size=40
)
CUSTOMERS = [(unit, DAY - 500, DAY - 500, NEVER, 10.0) for unit in range(1, 10)]


@settings(max_examples=60, deadline=None)
@given(early=early_days, later=later_days)
def test_what_happens_later_changes_nothing_that_was_known(early, later):
    def signs(found):
        return [(unit, day, day, what) for unit, day, what in found]

    def known(found):
        return rows_of(
            customers=CUSTOMERS,
            signs=signs(found),
            orders=table([(*one[:3], 50.0) for one in signs(found)], "amount"),
            answers=table(
                [(*one[:3], 25.0 * one[3], float(one[3] == 0)) for one in signs(found)],
                "score", "bad",
            ),
            cases=table([(*one[:3], DAY + 90, DAY + 5) for one in signs(found)],
                        "closed", "promised"),
            terms=table([(*one[:3], DAY + 200, 10.0, 5.0, 12.0) for one in signs(found)],
                        "ends", "monthly", "seats", "months"),
            use=table([(*one[:3], 3.0, 9.0) for one in signs(found)], "users", "actions"),
            failures=table([one[:3] for one in signs(found)]),
        )  # fmt: skip

    same(features_at(known(early), DAY), features_at(known(early + later), DAY))


@settings(max_examples=40, deadline=None)
@given(early=early_days, late=early_days)
def test_what_arrives_later_changes_nothing_that_was_known(early, late):
    in_time = [(unit, day, day, what) for unit, day, what in early]
    too_late = [(unit, day, DAY + 3, what) for unit, day, what in late]
    watched = DAY - 450

    def known(found):
        return rows_of(customers=CUSTOMERS, signs=table(found, "what", since=watched))

    same(features_at(known(in_time), DAY), features_at(known(in_time + too_late), DAY))


def test_history_loaded_on_the_first_day_counts_by_its_own_day():
    loaded = [(7, DAY - 100 + 10 * n, DAY + 50, 1) for n in range(5)]
    before = features_at(rows_of(signs=table(loaded, "what", since=DAY + 50)), DAY)
    assert before["own_gap"].tolist() == [10.0]
    assert before["silent_days"].tolist() == [60.0]


def test_a_label_looks_strictly_after_its_day():
    signs = [(7, DAY - 90 + 9 * n, DAY - 90 + 9 * n, 1) for n in range(11)]
    silent = rows_of(signs=signs)
    known = features_at(silent, DAY)
    assert left_within(silent, known, 30).left.tolist() == [True]
    back = rows_of(signs=[*signs, (7, DAY + 45, DAY + 45, 1)])
    assert left_within(back, known, 30).left.tolist() == [False]
    late = rows_of(signs=[*signs, (7, DAY + 29, DAY + 29, 1)])
    assert left_within(late, known, 30).left.tolist() == [True]


def test_the_end_of_the_last_contract_is_leaving_and_its_renewal_is_not():
    def ends(*days):
        terms = [(7, DAY - 300, DAY - 300, day, 10.0, -1.0, 12.0) for day in days]
        return rows_of(terms=table(terms, "ends", "monthly", "seats", "months"))

    gone = ends(DAY + 20)
    labels = left_within(gone, features_at(gone, DAY), 30)
    assert labels.left.tolist() == [True]
    assert labels.certain_on.tolist() == [DAY + 20]
    kept = ends(DAY + 20, DAY + 400)
    assert left_within(kept, features_at(kept, DAY), 30).left.tolist() == [False]


def test_nothing_known_is_unknown_and_shows_no_sign():
    known = features_at(rows_of(), DAY)
    halves = halves_of(known)
    assert np.isnan(halves.outcome).all()
    assert np.isnan(halves.experience).all()
    assert halves.outcome_confidence.tolist() == [0.0]
    assert quadrant_of(None, 90.0) == "unknown"
    assert not any(shown.any() for shown in signs_shown(known).values())


def test_an_open_case_is_no_proof_of_a_good_experience_and_its_absence_neither():
    case = table([(7, DAY - 40, DAY - 40, NEVER, NEVER)], "closed", "promised")
    known = features_at(rows_of(cases=case), DAY)
    assert halves_of(known).inputs["case"].tolist() == [0.0]
    assert np.isnan(halves_of(features_at(rows_of(), DAY)).inputs["case"]).all()
    assert signs_shown(known)["open_long"].tolist() == [True]


def test_a_half_is_the_weighted_mean_of_what_is_known_and_tells_how_much_that_is():
    answers = table([(7, DAY - 5, DAY - 5, 80.0, 0.0)], "score", "bad")
    halves = halves_of(features_at(rows_of(answers=answers), DAY))
    weights = {"score": 3.0, "bad": 1.5}
    assert halves.experience[0] == pytest.approx((3 * 65 + 1.5 * 80) / 4.5)
    whole = sum(USUAL[key] for key in ("score", "change", "bad", "answers", "case", "promises"))
    whole += sum(USUAL[key] for key in ("ours", "wishes", "replies"))
    assert halves.experience_confidence[0] == pytest.approx(sum(weights.values()) / whole)


def test_a_split_in_which_a_label_sees_the_days_of_judging_is_refused():
    units = [(unit, DAY - 900, DAY - 900, NEVER, 1.0) for unit in range(1, 30)]
    signs = [
        (unit, day, day, 1) for unit in range(1, 30) for day in range(DAY - 700, DAY, 5 + unit % 3)
    ]
    rows = rows_of(customers=units, signs=signs)
    days = list(range(DAY - 600, DAY - 100, 30))
    sample = sample_of(rows, days, (30, 90), beside=lambda _day: {}, weights=USUAL)
    split = split_by_time(sample)
    check_no_leak(split)
    assert split.learn.until.max() < split.judge.day.min()
    with pytest.raises(ValueError, match="looks into the days"):
        check_no_leak(Split(split.judge, split.tune, split.judge))
