"""Does the report of the demo company find what its generator planted?"""

from datetime import date

import pytest


def change(company, code: str) -> dict:
    return next(change for change in company.truth["changes"] if change["code"] == code)


def months_apart(month: str, day: str) -> int:
    seam, planted = date.fromisoformat(f"{month}-01"), date.fromisoformat(day)
    return abs((seam.year - planted.year) * 12 + seam.month - planted.month)


@pytest.mark.parametrize("code", ["cleanup-cut", "booking-calendar"])
def test_a_touchpoint_that_changed_is_found_with_its_month_and_direction(kitchen, company, code):
    planted = change(company, code)
    [found] = [s for s in kitchen.shifts if s.touchpoint == planted["touchpoint"]]
    assert months_apart(found.since, planted["on"]) <= 2
    assert found.change.low <= found.change.estimate <= found.change.high
    assert (found.change.estimate > 0) == (planted["expected_difference"] > 0)
    assert found.change.low * found.change.high > 0


def test_only_what_was_planted_is_called_a_change(kitchen, software, company):
    planted = {change(company, code)["touchpoint"] for code in ("cleanup-cut", "booking-calendar")}
    assert {shift.touchpoint for shift in kitchen.shifts} == planted
    assert software.shifts == ()


def test_an_initiative_that_did_not_help_is_not_called_a_change(kitchen, company):
    planted = change(company, "payment-guide")
    assert planted["touchpoint"] not in {shift.touchpoint for shift in kitchen.shifts}


def test_the_touchpoint_that_got_worse_is_to_be_fixed_and_says_since_when(kitchen, company):
    planted = change(company, "cleanup-cut")
    [fix] = [fix for fix in kitchen.fix_first if fix.name == planted["touchpoint"]]
    assert fix.effect < 0
    assert fix.effect_high < 0
    assert fix.voices


def test_a_fall_by_mix_alone_is_told_from_scoring_worse(kitchen, company):
    planted = company.truth["mix_shift"]
    assert kitchen.mix.field == planted["column"]
    assert kitchen.mix.mix < -3
    assert abs(kitchen.mix.rate) < abs(kitchen.mix.mix)


def test_the_true_level_lies_within_the_interval(kitchen, company):
    [true] = [n for n in company.truth["nps"] if n["brand"] == "kitchen" and n["by"] == "all"]
    assert kitchen.nps.low <= true["expected_nps"] <= kitchen.nps.high
    assert kitchen.nps.n == true["answers"]


def test_the_segment_that_answers_lower_is_found(kitchen, company):
    planted = company.truth["mix_shift"]["growing_segment"]
    [segment] = [s for s in kitchen.segments if s.name == planted]
    assert segment.verdict == "lower"


def test_those_said_to_be_silent_have_not_answered_since(kitchen, company):
    silent = [contact for contact in kitchen.contact_first if contact.kind == "silent"]
    assert silent
    for contact in silent:
        assert contact.answered_on < kitchen.period.last


def test_nobody_stands_on_the_list_twice(kitchen, software):
    for report in (kitchen, software):
        people = [contact.who for contact in report.contact_first]
        assert len(people) == len(set(people)) > 5


def test_every_kind_of_reason_finds_a_place(kitchen):
    kinds = {contact.kind for contact in kitchen.contact_first}
    assert kinds == {"leaving", "hurt", "valued", "silent", "warm"}
    assert [c.priority for c in kitchen.contact_first] == sorted(
        (c.priority for c in kitchen.contact_first), reverse=True
    )
