"""Rows of Today are put into words where they are shown, and nowhere else."""

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.queries import item_with_key, rows_in_words, today, today_rows
from emptychair.agenda.services.acting import give_row
from emptychair.kit import agenda
from emptychair.kit.agenda import AgendaRow, agenda_source, gather, in_words
from tests.people import NOW

NAME = "tests.many"


def make_plain(number: int, **fields) -> AgendaRow:
    plain = {"kind": "contact", "tone": "wait", "subject": ("person", number), "source": NAME}
    return AgendaRow(key=f"row:{number:03}", about=number, **(plain | fields))


@pytest.fixture
def asked(monkeypatch) -> list[list[int]]:
    """The numbers that were asked for words, each time; 7 is nobody any more."""
    found: list[list[int]] = []

    def tell(access, rows, *, now):
        found.append([row.about for row in rows])
        return [
            in_words(row, sign="flag", title=f"No. {row.about}", why="So it is.", actions=())
            for row in reversed(rows)
            if row.about != 7
        ]

    monkeypatch.setattr(agenda, "_SOURCES", {})
    monkeypatch.setattr(agenda, "_TELLERS", {})
    kinds = {0: "contact", 1: "fix", 2: "decide"}

    @agenda_source(NAME, told_by=tell)
    def many(access, *, now, limit):
        return [make_plain(one, kind=kinds[one // 30]) for one in range(90)][:limit]

    return found


@pytest.fixture
def alice(people):
    return access_of_user(people.alice)


def test_ordering_and_counting_ask_for_no_words(alice, asked):
    found = today_rows(alice, now=NOW)
    assert (len(found.contact), len(found.fix), len(found.decide)) == (30, 30, 30)
    assert found.counts["all"] == 90
    assert asked == []


def test_words_come_in_the_order_of_the_rows_without_what_is_gone(alice, asked):
    rows = today_rows(alice, now=NOW).contact[5:9]
    assert [row.about for row in rows] == [5, 6, 7, 8]
    assert [item.title for item in rows_in_words(alice, rows, now=NOW)] == [
        "No. 5", "No. 6", "No. 8",
    ]  # fmt: skip
    assert asked == [[5, 6, 7, 8]]


def test_whoever_wants_all_of_it_gets_all_of_it_in_words(alice, asked):
    assert len(today(alice, now=NOW).contact) == 29
    assert len(gather(alice, now=NOW, limit=50)) == 49


def test_one_row_is_found_by_its_key_and_only_that_one_is_put_into_words(alice, asked):
    assert item_with_key(alice, "row:012", now=NOW).title == "No. 12"
    assert asked == [[12]]


def test_a_row_that_was_given_to_somebody_keeps_them_in_words(alice, people, asked):
    give_row(alice, "row:003", user_id=people.bob.pk, team_id=None, now=NOW)
    rows = [row for row in today_rows(alice, now=NOW).contact if row.about == 3]
    [item] = rows_in_words(alice, rows, now=NOW)
    assert item.assignee_id == people.bob.pk


def test_the_page_asks_for_words_of_the_rows_on_it_alone(client, people, asked):
    client.force_login(people.alice)
    client.get("/")
    assert sorted(map(len, asked)) == [5, 12, 12]
    asked.clear()
    page = client.get("/?all=decide", headers={"accept-language": "en"}).text
    assert sorted(map(len, asked)) == [5, 12, 30]
    assert "No. 89" in page


def test_what_is_to_be_fixed_is_all_there_behind_a_link(client, people, asked):
    client.force_login(people.alice)
    first = client.get("/", headers={"accept-language": "en"}).text
    assert "?all=fix&amp;whose=all#fix" in first
    assert "No. 59" not in first
    assert "No. 59" in client.get("/?all=fix&whose=all", headers={"accept-language": "en"}).text
