"""The interview asks otherwise where an industry does."""

from collections import Counter

from django.utils import translation

from emptychair.outcomes.guide import (
    DEPARTMENTS,
    IN_INDUSTRY,
    OF_INDUSTRY,
    job_with,
    jobs_for,
    question_for,
)


def test_recruiting_at_a_hospital_is_not_recruiting_at_a_software_house():
    ward, software = jobs_for("hr", "care"), jobs_for("hr", "saas")
    assert ward[0].code == "nights"
    assert software[0].code == "accept"
    assert question_for("hr", "care") != question_for("hr", "saas")
    assert question_for("hr", "bank") == DEPARTMENTS["hr"].question  # no question of its own


def test_a_shop_is_not_asked_for_deals():
    codes = {one.code for one in jobs_for("sales", "retail")}
    assert "basket" in codes
    assert not codes & {"more", "win", "sooner"}
    assert {"more", "win"} <= {one.code for one in jobs_for("sales", "")}


def test_every_job_of_an_industry_is_found_by_its_code_and_has_one_meaning():
    for (department, industry), one in IN_INDUSTRY.items():
        assert department in DEPARTMENTS
        assert industry in OF_INDUSTRY
        for job in one.jobs:
            assert job_with(f"{department}.{job.code}") == job
    codes = Counter(
        f"{one.code}.{job.code}" for one in DEPARTMENTS.values() for job in one.jobs
    ) + Counter(f"{one.department}.{job.code}" for one in IN_INDUSTRY.values() for job in one.jobs)
    assert max(codes.values()) == 1
    known = {one.code: {job.code for job in one.jobs} for one in DEPARTMENTS.values()}
    for one in IN_INDUSTRY.values():
        assert set(one.without) <= known[one.department]


def test_questions_and_jobs_speak_japanese():
    with translation.override("ja"):
        for one in IN_INDUSTRY.values():
            assert not str(one.question).isascii()
            for job in one.jobs:
                for words in (job.label, job.follow_up, job.kpi):
                    assert not str(words).isascii(), str(words)
