"""Rows spread over parts give what rows in one part give."""

import numpy as np
import pytest

from emptychair.kit.periods import local_day
from emptychair.success.models import CustomerHealth
from emptychair.success.queries import rows as reading
from emptychair.success.queries.rows import StoredRows
from emptychair.success.rules.days import number_of
from emptychair.success.rules.features import FEATURES, features_at, merged
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.spread import Noted, Spread
from tests.people import NOW
from tests.success.conftest import ZONE, fill_shop

TODAY = local_day(NOW, ZONE)


def features(access, ago):
    day = number_of(TODAY) - ago
    rows = StoredRows(access, today=TODAY).for_days([day])
    return rows.parts, merged([features_at(part, day) for part in rows.each_part()])


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [0, 200])
def test_everybody_stands_as_when_all_is_in_one_part(people, monkeypatch, ago):
    fill_shop(people.workspace, customers=40)
    one, whole = features(people.system, ago)
    monkeypatch.setattr(reading, "parts_for", lambda _rows: 7)
    seven, parts = features(people.system, ago)
    assert (one, seven) == (1, 7)
    assert whole.units.tolist() == parts.units.tolist()
    for name in FEATURES:
        np.testing.assert_array_equal(whole[name], parts[name], err_msg=name)


@pytest.mark.django_db
def test_a_look_in_parts_keeps_the_same(people, monkeypatch):
    fill_shop(people.workspace, customers=40)
    fields = ("unit", "outcome", "rank", "signs", "inputs", "is_listed", "silent_days")
    look_at_everybody(people.system, now=NOW)
    whole = list(CustomerHealth.objects.order_by("unit").values_list(*fields))
    monkeypatch.setattr(reading, "parts_for", lambda _rows: 5)
    look_at_everybody(people.system, now=NOW)
    assert list(CustomerHealth.objects.order_by("unit").values_list(*fields)) == whole


def test_parts_on_disk_hold_every_row_once(tmp_path):
    spread, rng = Spread("signs", 4, tmp_path), np.random.default_rng(1)
    for _batch in range(3):
        unit = rng.integers(-50, 50, 500)
        spread.add({"unit": unit, "day": np.arange(500), "first": unit, "what": unit.astype(float)})
    parts = [spread.done().part(one, Noted(0)) for one in range(4)]
    assert sum(len(part) for part in parts) == spread.rows == 1500
    assert all(len(set(np.mod(part.unit, 4))) == 1 for part in parts)
    assert all((part["what"] == part.unit).all() for part in parts)
    assert (spread.first_day, spread.last_day) == (0, 499)
