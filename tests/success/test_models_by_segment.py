"""A saved segment has a model of its own only where that passed a test of its own."""

import numpy as np
import pytest
from django.utils import translation

from emptychair.customers.models import Segment
from emptychair.success.errors import SegmentMoves
from emptychair.success.queries.segments import (
    memberships_of,
    segment_choices,
    segments_to_split_by,
)
from emptychair.success.rules.backtest import Sample, split_by_time
from emptychair.success.rules.features import MODELLED
from emptychair.success.rules.judging import contenders_of, judged, scores_of
from emptychair.success.rules.scoring_models import logits_of
from emptychair.success.rules.segment_judging import with_tested_segments
from emptychair.success.rules.segments import memberships
from emptychair.success.services.splitting import choose_segments
from emptychair.success.verdicts import segment_words
from tests.factories.customers import make_company, make_person

SILENT, BOUGHT = (MODELLED.index(name) for name in ("silent_days", "spend_trend"))
OWN, FEW = 5, 6


def made_up(*, each=500, seed=3):
    """In segment 5 leaving follows silence, elsewhere its opposite; segment 6 is small."""
    rng = np.random.default_rng(seed)
    unit = np.tile(np.arange(each), 12)
    day = np.repeat(np.arange(12) * 30 + 20_000, each)
    segment = np.where(unit < each // 2, OWN, np.where(unit < each // 2 + 8, FEW, 0))
    known = np.full((len(unit), len(MODELLED)), np.nan)
    known[:, SILENT], known[:, BOUGHT] = rng.normal(40, 10, (2, len(unit)))
    turned = np.where(segment == OWN, 1, -1) * (known[:, SILENT] - 40) / 5
    left = rng.random(len(unit)) < 1 / (1 + np.exp(1 - turned))
    return Sample(
        unit=unit, day=day, until=day + 20.0, known=known, stage=np.ones(len(unit), dtype=np.int64),
        segment=segment, certain=day + 10.0, left={90: left},
        rankings={name: rng.normal(0, 1, len(unit))
                  for name in ("recency", "rhythm", "outcome", "experience")},
        signs={},
    )  # fmt: skip


def judged_apart(sample):
    split = split_by_time(sample)
    found, told = with_tested_segments(contenders_of(split, 90), split, split.judge, 90)
    return split, {one.name: one for one in found}, {one["segment"]: one for one in told}


def test_a_segment_that_differs_has_its_own_model_and_a_small_one_that_of_everybody():
    split, found, told = judged_apart(made_up())
    assert (told[OWN]["verdict"], told[FEW]["verdict"]) == ("own", "few-to-learn")
    assert list(found["segmented"].spec["segments"]) == [str(OWN)]
    whole, parts = (judged(found[name], split.judge, 90) for name in ("logistic", "segmented"))
    assert parts["auc"][0] > whole["auc"][0] + 0.1
    assert parts["passed"]
    with translation.override("en"):
        assert "passed its own test" in segment_words(told[OWN] | {"name": "Retail"})
        assert "model of everybody" in segment_words(told[FEW] | {"name": "Small"})


def test_customers_without_a_model_of_their_own_are_scored_as_by_the_whole():
    split, found, _told = judged_apart(made_up())
    spec, rest = found["segmented"].spec, split.judge.where(split.judge.segment != OWN)
    np.testing.assert_array_equal(
        scores_of(spec, rest), logits_of(spec["pooled"], rest.known, rest.stage)
    )


def test_a_model_of_its_own_that_does_not_pass_is_not_used_at_all():
    sample = made_up()
    split = split_by_time(sample)
    rng = np.random.default_rng(9)  # later on nothing in the segment follows silence any more
    judge = split.judge
    judge.left[90][judge.segment == OWN] = rng.random((judge.segment == OWN).sum()) < 0.3
    found, told = with_tested_segments(contenders_of(split, 90), split, judge, 90)
    assert {one["segment"]: one["verdict"] for one in told}[OWN] == "failed"
    assert "segmented" not in {one.name for one in found}


def test_who_is_in_several_counts_for_the_smallest():
    held = memberships({1: {1, 2, 3}, 2: {2}})
    assert held.of(np.array([1, 2, 9])).tolist() == [1, 2, 0]


def segment(people, name, *conditions):
    rules = {"match": "all", "conditions": [
        {"field": field, "operator": operator, "value": value}
        for field, operator, value in conditions
    ]}  # fmt: skip
    return Segment.objects.create(workspace=people.workspace, name=name, rules=rules)


@pytest.mark.django_db
def test_a_segment_by_what_changes_when_customers_leave_is_refused(people):
    lasting = segment(people, "North", ("region", "is", "north"))
    moving = segment(people, "Quiet", ("region", "is", "north"), ("last_seen", "in_last_days", "9"))
    assert {one.name: one.why for one in segment_choices(people.system)} == {
        "North": "lasting", "Quiet": "moving",
    }  # fmt: skip
    assert segments_to_split_by(people.system) == [lasting.pk]
    with pytest.raises(SegmentMoves):
        choose_segments(people.system, [moving.pk])
    assert choose_segments(people.system, []) == []
    assert segments_to_split_by(people.system) == []


@pytest.mark.django_db
def test_a_company_belongs_where_half_of_its_people_do(people):
    north = segment(people, "North", ("region", "is", "north"))
    half, less = (make_company(people.workspace, name=name) for name in ("Half", "Less"))
    for company, regions in ((half, ("north", "")), (less, ("north", "", ""))):
        for region in regions:
            make_person(people.workspace, company=company, region=region)
    alone = make_person(people.workspace, region="north")
    held = memberships_of(people.system, [north.pk])
    assert held.of(np.array([-alone.pk, half.pk, less.pk])).tolist() == [north.pk, north.pk, 0]
