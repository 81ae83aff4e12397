"""Who answers lower stays less: found where it was planted, and not where it was not.

From the files, through the product's own figures (`metrics/rules/money.py`): each customer's last
answer of a year, followed for half a year.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from emptychair.demo.catalogue import KITCHEN, ROTA
from emptychair.metrics.rules.money import Followed, hazard_of, outcome_of

DAYS = 180
EPOCH = date(1970, 1, 1)


def day(text: str) -> float:
    return float((date.fromisoformat(text[:10]) - EPOCH).days) if text else np.nan


def followed(demo, brand) -> Followed:
    """One row a customer whose half-year after the answer is over."""
    until = date.fromisoformat(demo.truth["until"])
    last, first = until - timedelta(days=DAYS), until - timedelta(days=DAYS + 365)
    people = {row["person_id"]: row for row in demo.rows("people.csv")}
    answers: dict[str, tuple[str, int]] = {}
    for row in demo.rows("answers.csv"):
        answered = row["answered_at"][:10]
        is_ours = row["score"] and row["touchpoint_id"].startswith(f"{brand}-")
        if is_ours and first.isoformat() <= answered <= last.isoformat():
            person = row["person_id"]
            answers[person] = max(answers.get(person, ("", 0)), (answered, int(row["score"])))
    start = {person: day(answered) for person, (answered, _score) in answers.items()}
    spent = {person: np.zeros(4) for person in answers}  # amount and orders, before and after
    for row in demo.rows("orders.csv"):
        began = start.get(row["person_id"], np.nan)
        gone_by = day(row["ordered_on"]) - began
        if -365 <= gone_by < DAYS:
            late = 2 if gone_by > 0 else 0
            spent[row["person_id"]][late : late + 2] += (float(row["amount"]), 1)
    ended = np.array([day(people[one]["ended_on"]) for one in answers])
    money = np.array([spent[one] for one in answers]).T
    rows = Followed(
        score=np.array([float(score) for _day, score in answers.values()]),
        segment=np.array([people[one]["segment"] for one in answers], dtype=np.str_),
        start=np.array([start[one] for one in answers]),
        joined=np.array([day(people[one]["joined_on"]) for one in answers]),
        left=np.where(np.isnan(ended), np.inf, ended),
        before=money[0], orders_before=money[1], after=money[2], orders_after=money[3],
    )  # fmt: skip
    return rows.only(rows.left > rows.start)


def households(demo) -> Followed:
    rows = followed(demo, KITCHEN)
    return rows.only(rows.segment == demo.truth["score_and_leaving"]["segment"])


def shares_of(found):
    return {one.key: one for one in found.groups}


def test_households_that_answer_lower_stay_less_and_it_is_told(demo):
    stayed = outcome_of(households(demo), "stayed", DAYS)
    assert stayed.link.low > 0
    shares = shares_of(stayed)
    assert shares["detractors"].high < shares["promoters"].low


def test_at_the_software_company_no_link_is_seen(demo):
    stayed = outcome_of(followed(demo, ROTA), "stayed", DAYS)
    assert stayed.n > 300
    assert stayed.link.low < 0 < stayed.link.high


@pytest.mark.slow
def test_with_many_customers_the_rate_of_leaving_falls_with_the_score_and_only_there(make):
    many = make("many", people=8_000)
    until = int(day(many.truth["until"]))
    assert hazard_of(households(many), DAYS, until).high < 1
    software = followed(many, ROTA)
    found = hazard_of(software, DAYS, until)
    assert found.low < 1 < found.high
    assert not outcome_of(software, "stayed", DAYS).link.is_seen
