"""The demo company's firms that fall silent: are they among the tenth one would contact?"""

import csv
import json
from datetime import date

import numpy as np
import pytest

from emptychair.demo.generator import generate
from emptychair.success.rules.backtest import days_to_look_at, sample_of
from emptychair.success.rules.days import number_of
from emptychair.success.rules.halves import USUAL
from emptychair.success.rules.judging import hit_rates
from emptychair.success.rules.rows import NEVER, Rows, Table, no_rows

PEOPLE, SHARE, YEAR = 3000, 0.1, 365


def table(rows, *names):
    columns = [np.array(one, dtype=np.float64) for one in zip(*rows, strict=True)]
    unit, day = (one.astype(np.int64) for one in columns[:2])
    never = np.full(len(unit), NEVER, dtype=np.int64)
    return Table(unit, day, day, never, dict(zip(names, columns[2:], strict=True)))


def read(folder, name):
    with (folder / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def number(firm_id):
    return int(firm_id[1:])


def day_number(text):
    return number_of(date.fromisoformat(text))


def ended(row, last_use):
    """As written; a firm that fell silent does not renew when its year is over, as in the demo."""
    if row["ended_on"] or last_use is None:
        return day_number(row["ended_on"]) if row["ended_on"] else NEVER
    begun = day_number(row["started_on"])
    return begun + YEAR * (1 + (last_use - begun) // YEAR)


@pytest.fixture(scope="module")
def tallywren(tmp_path_factory):
    """Contracts and daily use of the software firms, and which of them fell silent when."""
    folder = tmp_path_factory.mktemp("demo")
    generate(folder, people=PEOPLE)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    silent = {number(one["company_id"]): day_number(one["last_use"])
              for one in truth["silent_companies"]}  # fmt: skip
    terms = [
        (
            number(row["company_id"]), day_number(row["started_on"]),
            ended(row, silent.get(number(row["company_id"]))), float(row["amount"]) / 12, -1, 12,
        )
        for row in read(folder, "subscriptions.csv")
        if row["company_id"]
    ]  # fmt: skip
    firms = {row[0]: row[1] for row in terms}
    use = [
        (number(row["company_id"]), day_number(row["day"]), row["active_users"], row["actions"])
        for row in read(folder, "usage.csv")
        if number(row["company_id"]) in firms
    ]
    rows = Rows(
        customers=table([(unit, day, NEVER, -1) for unit, day in firms.items()], "left", "worth"),
        signs=table([(unit, day, 1) for unit, day, _users, _actions in use], "what"),
        orders=no_rows("amount"),
        answers=no_rows("score", "bad"),
        invitations=no_rows("answered"),
        cases=no_rows("closed", "promised"),
        terms=table(terms, "ends", "monthly", "seats", "months"),
        people=no_rows("left"),
        use=table(use, "users", "actions"),
        failures=no_rows(),
        end=max(row[1] for row in use),
    )
    return rows, silent


def caught(sample, silent, scores):
    """Of the planted firms that one could see, those in the first tenth of any day before all
    would have known; the days they were ahead of that; and flags of firms that stayed.
    """
    found, seen, wrong, flags = {}, set(), 0, 0
    for day in np.unique(sample.day):
        rows = np.flatnonzero(sample.day == day)
        first = rows[np.argsort(-scores[rows], kind="stable")[: round(SHARE * len(rows))]]
        leaving = sample.left[90]
        seen |= {int(sample.unit[row]) for row in rows if leaving[row]} & set(silent)
        for row in first:
            unit = int(sample.unit[row])
            flags, wrong = flags + 1, wrong + (not leaving[row])
            if leaving[row] and unit in silent:
                found.setdefault(unit, sample.certain[row] - day)
    return found, seen, wrong / flags


@pytest.mark.slow
def test_planted_silent_firms_are_found_in_the_first_tenth_weeks_before_all_would_know(tallywren):
    rows, silent = tallywren
    days = days_to_look_at(rows, 90)
    sample = sample_of(rows, days, (30, 60, 90), beside=lambda _day: {}, weights=USUAL)
    found, seen, wrong = caught(sample, silent, sample.rankings["outcome"])
    by_recency, _seen, _wrong = caught(sample, silent, sample.rankings["recency"])
    lead = float(np.median(list(found.values())))
    told = f"{len(found)} of {len(seen)} planted, {lead:.0f} days ahead, {wrong:.2f} wrong"
    assert len(seen) >= 10, told
    assert len(found) / len(seen) >= 0.9, told
    assert lead >= 45, told
    assert wrong <= 0.95, told  # a tenth is contacted, whether or not a tenth leaves
    assert len(found) >= len(by_recency), told
    rates = {one["code"]: one for one in hit_rates(sample, 90)}
    for code in ("silent", "use_dropping"):
        assert rates[code]["low"] > 3 * rates[code]["base"], (code, rates[code])
    print(told, f"recency {len(by_recency)}", rates["silent"], rates["use_dropping"])  # noqa: T201 - for the docs page, with -s
