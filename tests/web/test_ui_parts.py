"""What pages share: the frame, lists in pages, words for days and money, messages, assets."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.utils import timezone, translation

from emptychair.web.ui import words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.menu import Section, entries

EN = {"accept-language": "en"}


@pytest.fixture
def tokyo():
    with timezone.override("Asia/Tokyo"):
        yield


def get(address):
    return RequestFactory().get(address)


def test_a_page_of_a_list_leads_to_its_neighbours_and_keeps_the_filters():
    page = paginate(get("/x/?text=a&page=2"), range(1, 26), per_page=10)
    assert (list(page), page.first, page.last) == (list(range(11, 21)), 11, 20)
    assert (page.previous_address, page.next_address) == ("?text=a", "?text=a&page=3")
    assert paginate(get("/x/?page=2"), range(25), per_page=10).previous_address == "/x/"


@pytest.mark.parametrize("asked", ["0", "-1", "x", "", "²"])
def test_a_page_that_is_no_number_is_the_first(asked):
    page = paginate(get(f"/x/?page={asked}"), range(3))
    assert (page.number, page.has_neighbours, len(page)) == (1, False, 3)


def test_a_page_reads_one_row_more_and_counts_nothing(people, django_assert_num_queries):
    from emptychair.customers.models import Person
    from tests.factories.customers import make_person

    for _ in range(3):
        make_person(people.workspace)
    with django_assert_num_queries(1) as asked:
        page = paginate(get("/"), Person.objects.order_by("pk"), per_page=2)
    assert page.next_address == "?page=2"
    assert "LIMIT 3" in asked.captured_queries[0]["sql"]
    assert "COUNT" not in asked.captured_queries[0]["sql"]


def test_days_are_those_of_the_place_and_the_language(tokyo):
    late = datetime(2025, 11, 21, 20, 0, tzinfo=UTC)  # already the 22nd in Tokyo
    with translation.override("ja"):
        assert words.day_words(late) == "2025年11月22日（土）"
        assert words.moment_words(late) == "2025年11月22日（土）05:00"
        today = timezone.localdate()
        assert words.day_words(today).startswith(f"{today.month}月")
    with translation.override("en"):
        assert words.day_words(date(2026, 11, 22)) == "22 Nov 2026"


@pytest.mark.parametrize(
    ("passed", "ja", "en"),
    [
        (timedelta(seconds=20), "たった今", "just now"),
        (timedelta(minutes=5), "5分前", "5 minutes ago"),
        (timedelta(hours=2), "2時間前", "2 hours ago"),
        (timedelta(days=1), "1日前", "1 day ago"),
    ],
)
def test_how_long_ago(passed, ja, en):
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    for language, told in (("ja", ja), ("en", en)):
        with translation.override(language):
            assert words.ago_words(now - passed, now) == told


@pytest.mark.parametrize(
    ("amount", "currency", "ja", "en"),
    [
        (720_000, "JPY", "72万円", "¥720,000"),
        (48_000, "JPY", "4.8万円", "¥48,000"),
        (4_800, "JPY", "4,800円", "¥4,800"),
        (-720_000, "JPY", "−72万円", "−¥720,000"),
        (350_000_000, "JPY", "3.5億円", "¥350,000,000"),
        (1200, "USD", "$1,200", "$1,200"),
        (1200, "CHF", "1,200 CHF", "1,200 CHF"),
    ],
)
def test_money_is_told_as_people_tell_it(amount, currency, ja, en):
    for language, told in (("ja", ja), ("en", en)):
        with translation.override(language):
            assert words.money_words(amount, currency) == told


def test_hours_and_intervals():
    with translation.override("en"):
        assert [words.hours_words(x) for x in (0.5, 1, 3.14, 40.2)] == [
            "30 minutes",
            "1 hour",
            "3.1 hours",
            "40 hours",
        ]
        assert words.interval_words(-6.2, 42) == "−6 to +42"


def test_the_menu_shows_what_is_there_and_may_be_used(people, client):
    from emptychair.accounts.permissions import Permission

    nowhere = Section("no-such-route", "Nowhere", None, "x")
    here = Section("today", "Today", Permission.AGENDA_READ, "t")
    refused = Section("today", "Today", Permission.WORKSPACE_MANAGE, "t")
    client.force_login(people.bob)
    access = client.get("/").context["access"]
    assert [entry.words for entry in entries((nowhere, here, refused), access, "/")] == ["Today"]
    assert entries((here,), None, "/") == []


def test_the_frame_works_for_nobody_and_offers_to_sign_in(client, db):
    page = client.get("/ui/", headers=EN).text
    assert 'href="/account/sign-in/"' in page
    assert 'id="count-today"' not in page
    assert '<a class="skip" href="#main">' in page
    assert page.count("<h1") == 1


def test_times_of_one_workspace_are_forgotten_after_its_page(client, people):
    client.force_login(people.alice)
    client.get("/ui/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_message_is_a_toast_and_its_undo_a_form(client, db):
    page = client.get("/ui/?toasts", headers=EN)
    assert list(get_messages(page.wsgi_request))
    assert '<form method="post" action="/ui/">' in page.text
    assert page.text.count("data-toast>") == 2


def test_files_of_libraries_never_expire_under_their_hash(client, db):
    import re

    page = client.get("/ui/").text
    for name, kind in (("htmx.js", "text/javascript"), ("charts.css", "text/css")):
        address = re.search(rf'"(/assets/[0-9a-f]+/{name})"', page)[1]
        answer = client.get(address)
        assert answer["Content-Type"].startswith(kind)
        assert "immutable" in answer["Cache-Control"]
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert client.get("/assets/old/htmx.js")["Cache-Control"] == "no-cache"
    assert client.get("/assets/old/settings.py").status_code == 404


def test_every_component_stands_on_the_page_in_every_state(client, db):
    page = client.get("/ui/", headers=EN).text
    for name in ("row bad", "row good", "row wait", "row quiet", "field bad", "timeline", "pager"):
        assert name in page
    assert "style=" not in page
