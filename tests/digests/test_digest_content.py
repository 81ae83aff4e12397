import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from emptychair.accounts.services.teams import create_team
from emptychair.digests.queries.content import MAKERS, content_of, masked
from emptychair.digests.words import money_cell
from emptychair.kit.agenda import AgendaItem, agenda_source
from emptychair.kit.periods import Period
from emptychair.metrics.models import Target
from emptychair.metrics.queries.scores import score_figures, score_of
from emptychair.metrics.types import ScoreQuestion
from emptychair.metrics.words import period_words
from tests.factories.loop import make_case
from tests.people import NOW


def part(content, key):
    return next(one for one in content.parts if one.key == key)


def test_the_numbers_are_those_of_the_score_page(people, report, answers, october):
    digest = report()
    content = content_of(people.system, digest, october, now=NOW)
    question = ScoreQuestion(metric="nps", period=october)
    figures = score_figures(people.system, question, now=NOW)
    two, months = part(content, "score-nps").tables
    shown = [cell.number for cell in two.rows[1][1:5]]
    score = figures.score
    assert score.n == 60
    assert shown == [round(score.value, 2), round(score.low, 2), round(score.high, 2), 60]
    begun = next(place for place, one in enumerate(figures.months) if one.score.n)
    page = [(one.score.n, one.notable) for one in figures.months[begun:]]
    assert [n for n, _mark in page] == [40, 60]
    marks = {"up": "rise beyond noise", "down": "fall beyond noise", None: "–"}
    with translation.override("en"):
        content = content_of(people.system, report(language="en"), october, now=NOW)
    rows = part(content, "score-nps").tables[1].rows
    assert [(row[4].number, row[5].words) for row in rows] == [(n, marks[m]) for n, m in page]
    assert len(months.rows) == len(page)


def test_the_change_is_tested_against_the_month_before(people, report, answers, october):
    content = content_of(people.system, report(language="en"), october, now=NOW)
    told = part(content, "score-nps")
    assert "+25" in told.message
    assert any("40 answers then" in words for words in told.sentences)
    change = told.tables[0].rows[1][5:]
    assert change[1].number < change[0].number < change[2].number


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "within a minute of working time"),
        (20, "within 20 minutes of working time"),
        (90, "within 1.5 working hours"),
    ],
)
def test_a_quick_first_answer_is_told_in_minutes(people, report, october, minutes, told):
    opened = datetime(2026, 10, 14, 1, tzinfo=UTC)  # ten in the morning in Tokyo
    for number in range(3):
        answered = opened + timedelta(minutes=minutes)
        make_case(people.workspace, number=number, opened_at=opened, first_reply_at=answered)
    cases = part(content_of(people.system, report(language="en"), october, now=NOW), "cases")
    assert any(told in words for words in cases.sentences)


def test_a_touchpoint_and_a_team_have_their_own_numbers(people, report, answers, october):
    place, other = answers
    team = create_team(people.system, name="配達チーム")
    place.team = team
    place.save()
    of_place = report(audience="touchpoint", touchpoint_id=place.pk)
    of_team = report(audience="team", team_id=team.pk, name="チーム")
    expected = score_of(people.system, "nps", october, touchpoint_id=place.pk)
    assert expected.n == 30
    for digest in (of_place, of_team):
        found = part(content_of(people.system, digest, october, now=NOW), "score-nps")
        cells = found.tables[0].rows[1]
        assert (cells[1].number, cells[4].number) == (round(expected.value, 2), 30)
    keys = [one.key for one in content_of(people.system, of_place, october, now=NOW).parts]
    assert "places" not in keys
    assert other.name not in str(content_of(people.system, of_team, october, now=NOW).parts)


def test_too_few_are_told_as_too_few(people, report, october):
    from tests.factories.customers import make_person
    from tests.factories.surveys import make_response, make_survey

    survey = make_survey(people.workspace)
    for number in range(3):
        make_response(
            survey,
            make_person(people.workspace),
            score=number,
            answered_at=NOW - timedelta(days=40),
        )
    found = part(content_of(people.system, report(language="en"), october, now=NOW), "score-nps")
    assert found.message == "NPS: 3 answers are too few to say anything"
    assert 1 in found.tables[0].greyed
    assert found.tables[0].rows[1][5].number is None


def test_a_month_in_which_nothing_was_done_says_what_comes_next(people, report, october):
    content = content_of(people.system, report(language="en"), october, now=NOW)
    for key, words in (("decisions", "stands on Today."), ("initiatives", "None is under way:")):
        assert words in part(content, key).sentences[0]


def test_a_target_is_told_with_the_interval_of_the_score(people, report, answers, october):
    Target.objects.create(
        workspace=people.workspace,
        metric="nps",
        value=90.0,
        by_day=NOW.date() + timedelta(days=90),
        set_on=NOW.date(),
    )
    content = content_of(people.system, report(language="en"), october, now=NOW)
    (told,) = part(content, "targets").points
    assert re.search(r"NPS: \S+ \(\S+ to \S+\) of \+90 by", told)


def test_names_are_masked_for_whoever_may_not_see_them(people, report, answers, october):
    digest = report()
    seen = str(content_of(people.system, digest, october, now=NOW))
    hidden = str(content_of(masked(people.system), digest, october, now=NOW))
    assert "森田 花子" in seen
    assert "森田" not in hidden
    assert "花子" not in hidden
    assert "1234" not in hidden
    assert "森＊＊＊" in hidden


@pytest.mark.parametrize("place", range(len(MAKERS)))
def test_a_part_that_fails_says_so_and_the_others_stand(
    people, report, answers, october, monkeypatch, place
):
    def fails(access, ask):
        raise RuntimeError("broken in the middle")

    makers = list(MAKERS)
    makers[place] = (makers[place][0], fails)
    monkeypatch.setattr("emptychair.digests.queries.content.MAKERS", tuple(makers))
    content = content_of(people.system, report(language="en"), october, now=NOW)
    assert [one.group for one in content.failed] == [makers[place][0]]
    assert content.failed[0].message.startswith("This part could not be made")
    assert len(content.parts) >= len(MAKERS) - 1
    assert "broken in the middle" not in str(content)


def test_what_was_done_is_counted_by_the_days_of_the_place(people, report, october):
    zone = people.workspace.zone
    first, end = october.moments(zone)
    make_case(people.workspace, number=1, opened_at=first, state="open")
    make_case(people.workspace, number=2, opened_at=first - timedelta(seconds=1), state="open")
    make_case(
        people.workspace, number=3, opened_at=first, state="closed", outcome="solved",
        closed_at=end - timedelta(seconds=1), root_cause="配達の遅れ",
    )  # fmt: skip
    make_case(people.workspace, number=4, opened_at=first, state="closed", closed_at=end)
    found = part(content_of(people.system, report(language="en"), october, now=NOW), "cases")
    assert found.message == "3 cases were opened, 1 closed"
    assert any("配達の遅れ (1)" in words for words in found.sentences)


def test_what_was_decided_on_today_waits_no_longer(people, report, october, monkeypatch):
    from emptychair.agenda.services.marks import mark_item
    from emptychair.kit import agenda

    monkeypatch.setattr(agenda, "_SOURCES", {})

    @agenda_source("tests.decide")
    def rows(access, *, now, limit):
        plain = {
            "kind": "decide",
            "tone": "wait",
            "sign": "team",
            "why": "誰のものか",
            "actions": (),
        }
        return [
            AgendaItem(key=f"one:{n}", title=f"決める{n}", subject=("touchpoint", n), **plain)
            for n in (1, 2)
        ]

    digest = report(language="en")
    assert part(content_of(people.system, digest, october, now=NOW), "decisions").message == (
        "2 decisions wait for you"
    )
    mark_item(people.system, "one:1", action="dismissed", reason="not_needed", now=NOW)
    found = part(content_of(people.system, digest, october, now=NOW), "decisions")
    assert found.message == "1 decision waits for you"
    assert [row[0].words for row in found.tables[0].rows] == ["決める2"]


def test_sums_have_their_currency_and_months_their_name():
    september = Period(date(2026, 9, 1), date(2026, 10, 1))
    with translation.override("ja"):
        assert period_words(september) == "2026年9月"
        assert money_cell(65_211_399, "JPY").words == "6,521万円"
    with translation.override("en"):
        assert money_cell(1_200, "USD").words == "$1,200"
    assert money_cell(6_000_000, "JPY").pattern == '"¥"#,##0'
