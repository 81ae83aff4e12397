"""What is planted can be found in the files, as large as the truth file says."""

import math
from collections import defaultdict
from datetime import date

import pytest

Z95 = 1.959964


def standing(scores: list[int]) -> tuple[float, float]:
    """NPS in points and its standard error, by the plain textbook formula."""
    values = [100 * ((score >= 9) - (score <= 6)) for score in scores]
    mean = sum(values) / len(values)
    spread = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return mean, math.sqrt(spread / len(values))


def scores_of(demo, *, touchpoint_id=None, since="", until="9999", segment=None, brand=None):
    people = {row["person_id"]: row for row in demo.rows("people.csv")}
    return [
        int(row["score"])
        for row in demo.rows("answers.csv")
        if touchpoint_id in (None, row["touchpoint_id"])
        and since <= row["answered_at"][:10] <= until
        and segment in (None, people[row["person_id"]]["segment"])
        and (brand is None or row["touchpoint_id"].startswith(f"{brand}-"))
    ]


def window(demo, part, **where):
    found = scores_of(demo, since=part["from"], until=part["until"], **where)
    assert len(found) == part["answers"]
    return standing(found)


def difference(demo, change):
    where = {"touchpoint_id": change["touchpoint_id"]}
    (before, before_error), (after, after_error) = (
        window(demo, change[part], **where) for part in ("before", "after")
    )
    return after - before, math.hypot(before_error, after_error)


def change_of(demo, code):
    return next(change for change in demo.truth["changes"] if change["code"] == code)


@pytest.mark.parametrize(
    ("code", "points"), [("booking-calendar", 28.0), ("cleanup-cut", -35.0), ("payment-guide", 0.0)]
)
def test_a_planted_change_shows_as_large_as_the_truth_says(demo, code, points):
    change = change_of(demo, code)
    assert change["points_at_equal_mix"] == points
    assert change["expected_difference"] == pytest.approx(points, abs=5)
    found, error = difference(demo, change)
    assert abs(found - change["expected_difference"]) < Z95 * error
    assert (abs(found) > Z95 * error) == bool(points), "found when planted, and only then"


def test_the_touchpoint_that_got_worse_has_several_hundred_answers(demo):
    change = change_of(demo, "cleanup-cut")
    assert not change["is_initiative"]
    assert change["before"]["answers"] + change["after"]["answers"] > 400


def test_initiatives_of_the_file_are_those_of_the_truth(demo):
    planted = {c["code"]: c["on"] for c in demo.truth["changes"] if c["is_initiative"]}
    assert planted == {r["initiative_id"]: r["started_on"] for r in demo.rows("initiatives.csv")}
    helped = {c["code"] for c in demo.truth["changes"] if c["helped"]}
    assert helped == {"booking-calendar"}


def test_the_total_falls_by_mix_while_each_segment_stays(demo):
    shift = demo.truth["mix_shift"]
    before, after = shift["before"], shift["after"]
    growing = shift["growing_segment"]
    shares = [part["segments"][growing]["answers"] / part["answers"] for part in (before, after)]
    assert shares[1] > shares[0] + 0.2
    old, old_error = window(demo, before, brand=shift["brand"])
    new, new_error = window(demo, after, brand=shift["brand"])
    assert new - old < -Z95 * math.hypot(old_error, new_error)
    for segment, was in before["segments"].items():
        now = after["segments"][segment]
        assert now["expected_nps"] == pytest.approx(was["expected_nps"], abs=3)
        for part, expected in ((before, was), (after, now)):
            found, error = standing(
                scores_of(
                    demo, since=part["from"], until=part["until"], segment=segment, brand="kitchen"
                )
            )
            assert abs(found - expected["expected_nps"]) < 3 * error


def test_each_segment_answers_as_the_truth_says(demo):
    for entry in demo.truth["nps"]:
        if entry["by"] not in ("all", "segment"):
            continue
        where = {"segment": entry["value"]} if entry["by"] == "segment" else {}
        found, error = standing(scores_of(demo, brand=entry["brand"], **where))
        assert abs(found - entry["expected_nps"]) < 3 * error, entry


def test_silent_leavers_do_nothing_after_their_last_day(demo):
    leavers = {row["person_id"]: row["last_activity"] for row in demo.truth["silent_leavers"]}
    assert 100 < len(leavers) < 300
    did = defaultdict(str)
    for name, column in (
        ("events.csv", "day"), ("orders.csv", "ordered_on"), ("answers.csv", "answered_at"),
    ):  # fmt: skip
        for row in demo.rows(name):
            did[row["person_id"]] = max(did[row["person_id"]], row[column][:10])
    for row in demo.rows("referrals.csv"):
        did[row["referrer_id"]] = max(did[row["referrer_id"]], row["referred_on"])
    for person, last in leavers.items():
        assert did[person] <= last
        assert last <= "2026-06-03", "silent for 150 days at least"
    people = {row["person_id"]: row for row in demo.rows("people.csv")}
    assert all(not people[person]["ended_on"] for person in leavers), "they never said so"


def test_silent_leavers_were_still_asked_in_vain(demo):
    leavers = {row["person_id"]: row["last_activity"] for row in demo.truth["silent_leavers"]}
    vain = [
        row
        for row in demo.rows("invitations.csv")
        if row["person_id"] in leavers and row["asked_at"][:10] > leavers[row["person_id"]]
    ]
    assert len(vain) > 100
    assert all(row["answered"] == "0" for row in vain)


def test_silent_companies_fade_and_stop(demo):
    rows = defaultdict(dict)
    for row in demo.rows("usage.csv"):
        rows[row["company_id"]][row["day"]] = int(row["active_users"])
    entries = demo.truth["silent_companies"]
    assert entries
    ended = {
        row["company_id"]: row["ended_on"]
        for row in demo.rows("subscriptions.csv")
        if row["company_id"]
    }
    for entry in entries:
        assert max(rows[entry["company_id"]]) == entry["last_use"]
        assert not ended[entry["company_id"]]


def test_referrals_are_those_of_the_truth_and_run_in_no_circle(demo):
    rows = demo.rows("referrals.csv")
    assert len(rows) > 100
    assert [
        {key: row[key] for key in ("referrer_id", "referred_id", "referred_on")} for row in rows
    ] == demo.truth["referrals"]
    people = {row["person_id"]: row for row in demo.rows("people.csv")}
    by_whom = {row["referred_id"]: row["referrer_id"] for row in rows}
    assert len(by_whom) == len(rows), "nobody is brought twice"
    for row in rows:
        referrer, referred = people[row["referrer_id"]], people[row["referred_id"]]
        assert referrer["brand"] == referred["brand"]
        assert referrer["joined_on"] < row["referred_on"] < referred["joined_on"]
        seen, at = set(), row["referred_id"]
        while at in by_whom:
            assert at not in seen
            seen.add(at)
            at = by_whom[at]


def test_the_planted_words_come_with_the_fall_and_not_before(demo):
    change = change_of(demo, "cleanup-cut")
    unhappy = [
        row
        for row in demo.rows("answers.csv")
        if row["touchpoint_id"] == change["touchpoint_id"]
        and row["comment"]
        and int(row["score"]) <= 6
    ]

    def share(rows):
        return sum(any(w in r["comment"] for w in change["words"]) for r in rows) / len(rows)

    before = [row for row in unhappy if row["answered_at"][:10] < change["on"]]
    after = [row for row in unhappy if row["answered_at"][:10] >= change["on"]]
    assert share(before) == 0
    assert share(after) > 0.4
    for word in change["words"]:
        assert any(word in row["comment"] for row in after), word


def test_the_lists_of_answers_point_at_such_answers(demo):
    answers = {row["answer_id"]: row for row in demo.rows("answers.csv")}
    truth = demo.truth
    for entry in truth["questions"]:
        row = answers[entry["answer_id"]]
        assert int(row["score"]) >= 9
        assert "？" in row["comment"] or "?" in row["comment"]
    assert len(truth["questions"]) > 50
    assert truth["leaving"]
    assert all(int(answers[entry["answer_id"]]["score"]) <= 4 for entry in truth["leaving"])
    assert len(truth["valued_unhappy"]) >= 5
    for entry in truth["valued_unhappy"]:
        row = answers[entry["answer_id"]]
        assert int(row["score"]) == entry["score"] <= 6
        assert row["answered_at"][:10] >= "2026-08-02"


def test_the_middle_of_the_scale_is_a_japanese_habit(demo):
    def middle_among_detractors(language):
        low = [
            int(row["score"])
            for row in demo.rows("answers.csv")
            if row["language"] == language and int(row["score"]) <= 6
        ]
        return low.count(5) / len(low)

    assert middle_among_detractors("ja") > 0.35
    assert middle_among_detractors("en") < 0.3


@pytest.mark.slow
def test_with_many_people_every_expected_value_is_met(make):
    many = make("many", people=30_000, seed=3)
    for change in many.truth["changes"]:
        found, error = difference(many, change)
        assert abs(found - change["expected_difference"]) < 3.5 * error, change["code"]
    for entry in many.truth["nps"]:
        where = {"brand": entry["brand"]}
        if entry["by"] == "segment":
            where["segment"] = entry["value"]
        elif entry["by"] == "touchpoint":
            where["touchpoint_id"] = f"{entry['brand']}-{entry['value']}"
        elif entry["by"] == "place":
            continue
        found, error = standing(scores_of(many, **where))
        assert abs(found - entry["expected_nps"]) < 3.5 * error, entry


def test_households_answer_lower_before_they_leave_and_nobody_at_the_software_company_does(demo):
    link = demo.truth["score_and_leaving"]
    ended = {row["person_id"]: row["ended_on"] for row in demo.rows("people.csv")}
    segment = {row["person_id"]: row["segment"] for row in demo.rows("people.csv")}
    scores = defaultdict(list)
    for row in demo.rows("answers.csv"):
        person, day = row["person_id"], date.fromisoformat(row["answered_at"][:10])
        if not ended[person]:
            continue
        left = date.fromisoformat(ended[person]) - day
        is_home = segment[person] == link["segment"]
        is_rota = row["touchpoint_id"].startswith("rota-")
        scores[is_home, is_rota, left.days < link["days_before"]].append(int(row["score"]))
    home, before = standing(scores[True, False, True]), standing(scores[True, False, False])
    assert home[0] - before[0] < -Z95 * math.hypot(home[1], before[1])
    software, earlier = standing(scores[False, True, True]), standing(scores[False, True, False])
    assert abs(software[0] - earlier[0]) < 3 * math.hypot(software[1], earlier[1])
