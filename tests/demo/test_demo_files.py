import re
from collections import Counter
from datetime import date

import pytest

from emptychair.demo import generate

OURS = {
    "companies.csv", "people.csv", "orders.csv", "subscriptions.csv", "usage.csv",
    "touchpoints.csv", "events.csv", "invitations.csv", "answers.csv", "replies.csv",
    "referrals.csv", "initiatives.csv", "survey-ja.csv", "survey-en.csv",
}  # fmt: skip


def test_all_files_are_there_and_the_counts_are_their_rows(demo):
    assert {path.name for path in demo.folder.iterdir()} == OURS | {"truth.json", "README.txt"}
    assert demo.written.counts == {name: len(demo.rows(name)) for name in OURS}
    assert demo.written.truth == demo.folder / "truth.json"


def test_the_usual_size_is_enough_to_find_what_is_planted(demo):
    counts = demo.written.counts
    assert counts["people.csv"] == 2000
    assert 5_000 <= counts["answers.csv"] <= 6_500
    assert 2.5 <= counts["invitations.csv"] / counts["answers.csv"] <= 4.0
    commented = sum(1 for row in demo.rows("answers.csv") if row["comment"])
    assert 1 / 3 <= commented / counts["answers.csv"] <= 1 / 2


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(make):
    first, again, other = (
        make(name, people=150, seed=seed) for name, seed in (("a", 7), ("b", 7), ("c", 8))
    )
    for name in (*OURS, "truth.json", "README.txt"):
        content = (first.folder / name).read_bytes()
        assert content == (again.folder / name).read_bytes(), name
    assert first.rows("people.csv") != other.rows("people.csv")
    assert first.rows("answers.csv") != other.rows("answers.csv")


def test_a_person_is_the_same_however_many_there_are(make):
    few, many = make("few", people=60), make("many", people=240)
    known = {row["person_id"] for row in few.rows("people.csv")}
    firms = {row["company_id"] for row in few.rows("companies.csv")}
    for name in OURS - {"touchpoints.csv", "initiatives.csv"}:
        rows = many.rows(name)
        column = next(
            c
            for c in ("person_id", "referred_id", "顧客ID", "Customer ID", "company_id")
            if c in rows[0]
        )
        kept = [
            row
            for row in rows
            if row[column] in known or (not row[column] and row["company_id"] in firms)
            or (column == "company_id" and row[column] in firms)
        ]  # fmt: skip
        assert kept == few.rows(name), name


def test_every_id_that_is_named_exists_once(demo):
    keys = {
        "companies.csv": "company_id",
        "people.csv": "person_id",
        "touchpoints.csv": "touchpoint_id",
        "invitations.csv": "invitation_id",
        "answers.csv": "answer_id",
        "orders.csv": "order_id",
        "subscriptions.csv": "subscription_id",
        "events.csv": "event_id",
        "replies.csv": "reply_id",
        "referrals.csv": "referral_id",
    }
    known: dict[str, set[str]] = {}
    for name, key in keys.items():
        ids = [row[key] for row in demo.rows(name)]
        assert len(ids) == len(set(ids)), name
        known[key] = set(ids)
    known["referrer_id"] = known["referred_id"] = known["person_id"]
    known["顧客ID"] = known["Customer ID"] = known["person_id"]
    for name in OURS:
        for row in demo.rows(name):
            for column in row.keys() & known.keys():
                assert not row[column] or row[column] in known[column], (name, column, row)


def test_answers_invitations_and_surveys_add_up(demo):
    invitations, answers = demo.rows("invitations.csv"), demo.rows("answers.csv")
    answered = {row["invitation_id"]: row["answer_id"] for row in invitations if row["answer_id"]}
    assert answered == {row["invitation_id"]: row["answer_id"] for row in answers}
    assert all((row["answered"] == "1") == bool(row["answer_id"]) for row in invitations)
    assert all((row["wave"] == "2") == bool(row["reminded_on"]) for row in invitations)
    japanese, english = demo.rows("survey-ja.csv"), demo.rows("survey-en.csv")
    assert len(japanese) + len(english) == len(invitations)
    scores = {row["回答ID"]: row["推奨度（0〜10）"] for row in japanese}
    scores |= {row["Response ID"]: row["Score"] for row in english}
    assert {number: score for number, score in scores.items() if score} == {
        row["answer_id"]: row["score"] for row in answers
    }
    blank = [row for row in japanese if not row["推奨度（0〜10）"]]
    assert blank
    assert not any(row["回答日時"] or row["理由をお聞かせください"] for row in blank)


def test_mail_goes_nowhere_and_there_are_no_telephone_numbers(demo):
    reserved = re.compile(r"[a-z0-9.]+@([a-z0-9-]+\.)?example\.(jp|com)")
    mails = [row["email"] for row in demo.rows("people.csv")]
    assert all(reserved.fullmatch(mail) for mail in mails)
    assert len(set(mails)) == len(mails)
    telephone = re.compile(r"\b0\d{1,4}-\d{1,4}-\d{3,4}\b|\+\d{8,}")
    for name in ("people.csv", "answers.csv", "replies.csv", "companies.csv"):
        assert not telephone.search((demo.folder / name).read_text(encoding="utf-8")), name


def test_everybody_is_marked_as_made_up(demo):
    notes = Counter(row["note"] for row in demo.rows("people.csv") + demo.rows("companies.csv"))
    assert set(notes) == {"架空", "fictional"}
    readme = (demo.folder / "README.txt").read_text(encoding="utf-8")
    assert "架空" in readme
    assert "made up" in readme


def test_nothing_happens_after_the_last_day_or_before_the_window(make):
    made = make("short", people=200, until=date(2025, 2, 17))
    for name, column in (
        ("answers.csv", "answered_at"), ("invitations.csv", "asked_at"), ("events.csv", "day"),
        ("orders.csv", "ordered_on"), ("usage.csv", "day"), ("replies.csv", "replied_on"),
        ("referrals.csv", "referred_on"),
    ):  # fmt: skip
        found = [row[column][:10] for row in made.rows(name)]
        assert min(found) >= "2022-03-01", name
        assert max(found) <= "2025-02-17", name


def test_an_answer_comes_after_its_question(demo):
    asked = {row["invitation_id"]: row["asked_at"] for row in demo.rows("invitations.csv")}
    assert all(asked[row["invitation_id"]] < row["answered_at"] for row in demo.rows("answers.csv"))


def test_each_company_uses_at_most_its_seats_once_a_day(demo):
    seats = {row["company_id"]: row["seats"] for row in demo.rows("companies.csv")}
    rows = demo.rows("usage.csv")
    assert len({(row["company_id"], row["day"]) for row in rows}) == len(rows)
    assert all(1 <= int(row["active_users"]) <= int(seats[row["company_id"]]) for row in rows)
    assert all(int(row["actions"]) >= int(row["active_users"]) for row in rows)


def test_nobody_at_all_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(ValueError, match="one person at least"):
        generate(tmp_path, people=0)


def test_a_file_in_place_of_the_folder_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(NotADirectoryError, match="Name a folder"):
        generate(tmp_path / "taken", people=5)


def test_a_broken_run_leaves_the_earlier_files_whole(make, tmp_path):
    before = make("kept", people=30)
    content = (before.folder / "answers.csv").read_bytes()

    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(before.folder, people=40, progress=stop)
    assert (before.folder / "answers.csv").read_bytes() == content
    assert {path.name for path in before.folder.iterdir()} == OURS | {"truth.json", "README.txt"}


def test_progress_ends_at_all_people(make):
    told: list[tuple[int, int]] = []
    make("told", people=1200, progress=lambda done, everybody: told.append((done, everybody)))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


@pytest.mark.parametrize("people", [1, 7, 14, 20, 33])
def test_any_number_of_people_works(make, people):
    assert make("few", people=people).written.counts["people.csv"] == people
