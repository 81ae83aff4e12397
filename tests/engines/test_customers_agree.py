"""Customers and what they pay at both ends of some days: every engine adds up what is added up here
by hand, customer by customer.
"""

from datetime import date, timedelta
from random import Random

import ibis
import pyarrow as pa
import pytest

from emptychair.explore.expressions import (
    BesideCustomers,
    CustomersAsked,
    customers_counted,
)

# Spark's client leaves connections to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
BEGUN = date(2025, 1, 1)
SPANS = [(BEGUN + timedelta(days=first), BEGUN + timedelta(days=first + days))
         for first, days in ((30, 28), (58, 31), (0, 364), (200, 90))]  # fmt: skip
PLANS = ("Team", "Business", "")
SEGMENTS = ("large", "o'neill", "法人")


def contracts(number=400):
    """Customers with one to three runs of days; amounts that differ, so that places do not tie."""
    rng, rows = Random(5), []
    for unit in range(1, number + 1):
        for _each in range(rng.randint(1, 3)):
            first = BEGUN + timedelta(days=rng.randrange(-200, 300))
            end = first + timedelta(days=rng.choice([20, 90, 400, 4_000]))
            who = unit if unit % 7 else -unit
            rows.append([who, first, end, round(rng.uniform(1, 5_000), 2), rng.choice(PLANS)])
    rows.sort(key=lambda row: row[3])
    return [[*row, place] for place, row in enumerate(rows)]


@pytest.fixture(scope="module")
def paid():
    return contracts()


def by_hand(paid, asked, segments):
    """The sums of each span, plan and segment."""
    found = {}
    for number, (before, last) in enumerate(SPANS):
        for unit in {row[0] for row in paid}:
            mine = [row for row in paid if row[0] == unit]
            ran = [row for row in mine if row[1] <= before < row[2]]
            runs = [row for row in mine if row[1] <= last < row[2]]
            if not (ran if asked.who == "was" else runs):
                continue
            at = ran if asked.plan == "plan_before" else runs
            plan = max(at, key=lambda row: row[5])[4] if at else ""
            cell = found.setdefault((number, plan, segments.get(unit, "")), [0, 0, 0, 0.0])
            new = round(sum(row[3] for row in runs), 2)
            for place, more in enumerate((bool(ran), bool(ran) and not runs, bool(runs), new)):
                cell[place] += more
    return {key: tuple(cell) for key, cell in found.items()}


@pytest.mark.parametrize(("who", "plan"), [("was", "plan_before"), ("is_there", "plan_after")])
def test_the_same_customers_and_sums_everywhere(engine, paid, who, plan):
    names = ("unit", "first", "end", "monthly", "plan", "place")
    columns = dict(zip(names, map(list, zip(*paid, strict=True)), strict=True))
    days = {"first": pa.date32(), "end": pa.date32()}
    rows = pa.table({name: pa.array(values, days.get(name)) for name, values in columns.items()})
    segments = {row[0]: SEGMENTS[abs(row[0]) % 3] for row in paid if row[0] % 4}
    known = pa.table({"unit": list(segments), "segment": list(segments.values())})
    spans = pa.table(
        {
            "span": pa.array(range(len(SPANS)), pa.int64()),
            "before": pa.array([before for before, _last in SPANS], pa.date32()),
            "last": pa.array([last for _before, last in SPANS], pa.date32()),
        }
    )
    asked = CustomersAsked(who=who, by=("plan", "segment"), plan=plan)
    stored = [engine.store(f"customers_{number}", one) for number, one in enumerate((rows, known))]
    try:
        beside = BesideCustomers({"segment": stored[1]})
        counted = customers_counted(stored[0], ibis.memtable(spans), beside, asked)
        found = engine.fetch(counted).to_pylist()
    finally:
        for number in range(2):
            engine.drop(f"customers_{number}")
    told = {
        (row["span"], row["plan"], row["segment"]): tuple(
            row[name] for name in ("began", "lost", "there", "ending")
        )
        for row in found
    }
    wanted = by_hand(paid, asked, segments)
    assert {key: one[:3] for key, one in told.items()} == {
        key: one[:3] for key, one in wanted.items()
    }
    for key, one in wanted.items():
        assert told[key][3] == pytest.approx(one[3], abs=0.01)
    assert len(told) > 20
