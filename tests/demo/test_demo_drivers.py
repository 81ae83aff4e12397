"""What is planted behind the half-yearly survey is found by the product."""

import pytest

from emptychair.demo.catalogue import KITCHEN, ROTA
from emptychair.demo.driving import STATEMENTS, answered_statements, expected_score
from emptychair.stats import (
    driver_importance,
    driver_table,
    expected_gains,
    penalty_reward,
    signs_of,
)

BANDS = (2, 5)


def role_of(brand, role):
    return next(one.key for one in STATEMENTS[brand] if one.role == role)


@pytest.fixture(scope="module", params=[KITCHEN, ROTA])
def answers(request, demo):
    """All answers to the half-yearly survey of one company, as they would be loaded."""
    rows = [
        (int(row["score"]), row["answer_id"])
        for row in demo.rows("answers.csv")
        if row["touchpoint_id"] == f"{request.param}-overall"
    ]
    said = [answered_statements(request.param, score, seed) for score, seed in rows]
    columns = {one.key: [each[one.key] for each in said] for one in STATEMENTS[request.param]}
    return request.param, [score for score, _seed in rows], columns


def test_the_planted_roles_are_found(answers):
    brand, scores, columns = answers
    table = driver_table(scores, columns)
    kinds = {one.name: one.kind for one in penalty_reward(table, dict.fromkeys(columns, BANDS))}
    assert kinds[role_of(brand, "must_have")] == "must_have"
    assert kinds[role_of(brand, "delighter")] == "delighter"
    found = {one.name: one for one in driver_importance(table).drivers}
    assert found[role_of(brand, "performance")].adds
    along = found[role_of(brand, "goes_along")]
    assert along.share.low > 0
    assert not along.adds
    assert not found[role_of(brand, "nothing")].adds


def test_the_must_have_is_clearly_to_be_fixed_first(answers):
    brand, scores, columns = answers
    gains = expected_gains(
        driver_table(scores, columns), dict.fromkeys(columns, BANDS), 100 * signs_of(scores)
    )
    assert gains[0].name == role_of(brand, "must_have")
    assert gains[0].clearly_first


def test_the_same_person_says_the_same_again_and_fits_the_score():
    first = answered_statements(KITCHEN, 3, "R1-001")
    assert first == answered_statements(KITCHEN, 3, "R1-001")
    means = [
        sum(expected_score(KITCHEN, answered_statements(KITCHEN, score, str(n))) for n in range(40))
        for score in (2, 6, 10)
    ]
    assert means == sorted(means)


def test_the_truth_file_names_what_is_planted(demo):
    planted = {(one["brand"], one["question"]): one["role"] for one in demo.truth["drivers"]}
    assert planted[KITCHEN, "cleaned_up"] == "must_have"
    assert len(planted) == sum(map(len, STATEMENTS.values()))
