"""Private surveys in Explore: nothing that is hidden can be subtracted out of what is shown."""

from datetime import UTC, datetime
from itertools import combinations
from random import Random

import pytest

from emptychair.customers.models import Person
from emptychair.explore.queries.behind import Behind
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.questions import read_question
from tests.explore.asked import AUTUMN, ask
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
from tests.people import NOW


@pytest.fixture
def private(people):
    """A survey under a promise, five at least: two places have few in one month."""
    place, rng = people.workspace, Random(8)
    survey = make_survey(place, privacy="confidential", smallest_group=5)
    places = [make_touchpoint(place, team=make_team(place)) for _ in range(3)]
    sizes = {(0, 9): 8, (0, 10): 3, (1, 9): 4, (1, 10): 9, (2, 9): 6, (2, 10): 7}
    for (number, month), n in sizes.items():
        for day in range(n):
            make_response(
                survey,
                make_person(place, region=rng.choice(["Tokyo", "Osaka"])),
                touchpoint=places[number],
                segment=rng.choice(["gold", "silver"]),
                score=rng.randrange(11),
                answered_at=datetime(2026, month, 3 + 2 * day, tzinfo=UTC),
            )
    return survey


def test_no_two_tables_can_be_subtracted_to_reach_fewer_than_the_promise(people, private):
    """A figure of a period less that of a part of it, a total less what is in it: nothing, or
    enough together.
    """
    seen = {}
    for first in ("2026-08-20", "2026-09-05"):
        for last in ("2026-09-30", "2026-10-20", "2026-10-31"):
            for rows, cols in (("", ""), ("touchpoint", ""), ("team", "month"), ("quarter", "")):
                given = {"rows": rows, "cols": cols, "which": "latest"}
                table = ask(people.system, period=f"{first}..{last}", **given)
                for key, cell in table.cells.items():
                    seen.setdefault((first, rows, cols, key), set()).add(cell.figure.n)
                inside = sum(cell.figure.n for key, cell in table.cells.items() if all(key))
                assert not (rows and cols) or inside == table.total.figure.n
    told = {n for several in seen.values() for n in several} - {0}
    assert told, "the survey is shown where enough answered"
    assert min(told) >= 5
    for several in seen.values():
        assert all(b - a >= 5 for a, b in combinations(sorted({0, *several}), 2))


def test_private_answers_are_unions_of_whole_months_of_a_place(people, private):
    """What is shown is made of the parts that are large enough, and of nothing else."""
    parts = [8, 9, 6, 7]  # the two small ones are in no figure at all
    sums = {sum(some) for size in range(5) for some in combinations(parts, size)}
    for period in ("2026-09-01..2026-10-31", "2026-09-05..2026-10-31", "2026-09-01..2026-10-30"):
        for dims in (("touchpoint", "month"), ("team", ""), ("survey", "quarter")):
            table = ask(people.system, period=period, rows=dims[0], cols=dims[1])
            assert {cell.figure.n for cell in table.cells.values()} <= sums
    whole = ask(people.system, period="2026-09-01..2026-10-31")
    assert whole.total.figure.n == 30
    assert ask(people.system, period="2026-09-05..2026-10-31").total.figure.n == 16


@pytest.mark.parametrize("finer", ["segment", "region", "week", "day", "weekday", "channel"])
def test_private_answers_are_not_told_apart_more_finely(people, private, finer):
    table = ask(people.system, rows=finer)
    assert table.total.figure.n == 0
    assert table.private_left_out
    assert ask(people.system, segment="gold").total.figure.n == 0


def test_nobody_stands_behind_a_figure_of_a_private_survey(people, private):
    catalogue = Catalogue(people.system)
    question = read_question(people.system, {"period": AUTUMN}, now=NOW, catalogue=catalogue)
    behind = Behind(people.system, catalogue, question)
    assert ask(people.system).total.figure.n > 0
    assert not Person.objects.filter(behind.people).exists()
