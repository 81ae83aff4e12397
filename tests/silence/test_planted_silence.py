"""The made-up households who stop without a word: how many are found when a tenth is contacted."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.demo import generate
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import BRANDS
from emptychair.demo.loading.customers import load_customers
from emptychair.demo.loading.files import DemoFiles
from emptychair.silence.queries.asof import silence_asof

pytestmark = pytest.mark.django_db
PEOPLE = 400


@pytest.mark.slow
def test_three_in_five_silent_leavers_are_among_the_tenth_that_is_contacted(people, tmp_path):
    generate(tmp_path, people=PEOPLE)
    now = timezone.now()
    today = now.astimezone(people.workspace.zone).date()
    brand = next(one for one in BRANDS if one.code == KITCHEN)
    files = DemoFiles(tmp_path, today=today)
    ids = load_customers(people.system, brand, files, today)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    left = {
        ids[one["person_id"]]: files.day(one["last_activity"])
        for one in truth["silent_leavers"]
        if one["person_id"] in ids
    }
    found = silence_asof(people.system, today).values()
    rows = [row for row in found if row.unit[0] == "person" and not row.has_left]
    rows.sort(key=lambda row: (row.percentile or 0, row.gap), reverse=True)
    tenth = rows[: round(len(rows) / 10)]
    caught = [row for row in tenth if row.unit[1] in left]
    assert len(left) >= 10
    assert len(caught) / len(left) >= 0.6
    assert len(caught) / len(tenth) >= 0.6  # at most two in five are called for nothing
    noticed = [row.longest_usual for row in caught]
    assert sorted(noticed)[len(noticed) // 2] < 180  # days after the last sign
    assert max(left.values()) <= today - timedelta(days=100)
