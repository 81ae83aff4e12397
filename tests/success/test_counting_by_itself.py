"""After an import the list is new without anybody asking, once for several files in a row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.exchange.services.starting import import_file
from emptychair.exchange.services.undoing import begin_undo
from emptychair.success.models import CustomerHealth, LookRun
from emptychair.success.queries.counting import counting_now
from emptychair.success.services import counting
from emptychair.success.services.counting import look_after_data, want_look
from tests.people import NOW
from tests.success.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    """Jobs that were asked for, none of which runs."""
    found = []
    monkeypatch.setattr(counting, "enqueue_at", lambda moment, name, **_rest: found.append(moment))
    return found


def test_an_import_of_orders_makes_the_first_list_by_itself(people, tmp_path):
    path = tmp_path / "orders.csv"
    lines = ["order id,customer id,name,order date,amount,currency"]
    for name, number, until in (("Jane Doe", 1, 49), ("Tom Ford", 2, 1)):
        lines += [
            f"{number}-{back},{number},{name},{at(back).date()},5000,JPY"
            for back in range(400, until - 1, -7)
        ]
    path.write_text("\n".join(lines), encoding="utf-8")
    import_file(people.system, shape="orders", path=path, now=NOW)
    assert CustomerHealth.objects.get(is_listed=True).signs[0]["code"] == "silent"
    assert (LookRun.objects.get().percent, counting_now(people.system, timezone.now())) == (
        100,
        None,
    )


def test_several_files_in_a_row_are_one_look(people, asked):
    assert want_look(people.system, now=NOW)
    assert not want_look(people.system, now=NOW + timedelta(seconds=2))
    assert len(asked) == 1
    waits = counting_now(people.system, NOW + timedelta(seconds=3))
    assert (waits.waits, waits.percent) == (True, 0)


def test_data_that_came_during_a_look_are_followed_by_another(people, asked):
    want_look(people.system, now=NOW)
    begun = NOW + timedelta(seconds=5)
    LookRun.objects.update(asked_at=begun + timedelta(seconds=1))
    assert look_after_data(people.system, now=begun)
    assert len(asked) == 2
    assert counting_now(people.system, begun).waits
    assert look_after_data(people.system, now=begun + timedelta(seconds=9))
    assert len(asked) == 2
    assert not look_after_data(people.system, now=begun)  # the same job once more does nothing


def test_a_look_whose_worker_is_gone_is_asked_for_anew(people, asked):
    want_look(people.system, now=NOW)
    later = NOW + timedelta(hours=1)
    assert counting_now(people.system, later) is None
    assert want_look(people.system, now=later)
    assert len(asked) == 2


def test_the_page_says_how_far_it_is_and_comes_back_by_itself(client, people, asked, settings):
    client.force_login(people.alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    want_look(people.system, now=timezone.now())
    LookRun.objects.update(begun_at=timezone.now(), percent=40)
    page = client.get("/success/").content.decode()
    assert "being counted" in page
    assert 'value="40"' in page
    LookRun.objects.update(ended_at=timezone.now())
    part = client.get("/success/?counting=1", headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"
    assert "being counted" not in part.content.decode()


def test_taking_an_import_back_makes_the_list_without_its_rows(people, tmp_path):
    path = tmp_path / "orders.csv"
    lines = ["order id,customer id,name,order date,amount,currency"]
    lines += [f"1-{back},1,Jane Doe,{at(back).date()},5000,JPY" for back in range(400, 48, -7)]
    lines += [f"2-{back},2,Tom Ford,{at(back).date()},5000,JPY" for back in range(400, 0, -7)]
    path.write_text("\n".join(lines), encoding="utf-8")
    run = import_file(people.system, shape="orders", path=path, now=NOW)
    assert CustomerHealth.objects.filter(is_listed=True).exists()
    begin_undo(people.system, run)
    assert not CustomerHealth.objects.filter(is_listed=True).exists()


def test_an_import_of_touchpoints_taken_back_asks_for_no_look(people, tmp_path, asked):
    path = tmp_path / "touchpoints.csv"
    path.write_text("key,name\nbooking,Booking\n", encoding="utf-8")
    run = import_file(people.system, shape="touchpoints", path=path, now=NOW)
    begin_undo(people.system, run)
    assert not asked
