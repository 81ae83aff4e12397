"""What the night reads is read after an import as well, once for several files of one load."""

from datetime import timedelta

import pytest

from emptychair.exchange.models import ImportRun
from emptychair.exchange.services import following
from emptychair.exchange.services.following import MOST_WAITS, look_at_customers_again, read_again
from emptychair.exchange.services.starting import import_file
from emptychair.renewals.models import RevenueSetting
from emptychair.silence.models import SilenceReading, SilenceRun
from tests.people import NOW


@pytest.fixture
def asked(monkeypatch):
    found = []
    monkeypatch.setattr(following, "enqueue", lambda name, **_rest: found.append(name))
    monkeypatch.setattr(following, "enqueue_at", lambda _at, name, **rest: found.append(rest))
    return found


def make_run(people, shape, *, state="done", minutes=0, **fields):
    at = NOW + timedelta(minutes=minutes)
    known = {"finished_at": at, "added": 1} if state == "done" else {}
    return ImportRun.objects.create(
        workspace=people.workspace, shape=shape, state=state, **(known | fields)
    )


def test_orders_tell_at_once_who_is_silent(people, data_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "emptychair.exchange.services.running.look_at_customers_again", look_at_customers_again
    )
    lines = ["注文番号,顧客番号,氏名,注文日,金額,通貨"]
    for number, until in ((1, 120), *((n, 3) for n in range(2, 12))):
        lines += [
            f"{number}-{back},C{number},客 {number},{(NOW - timedelta(days=back)).date()},5000,JPY"
            for back in range(400, until - 1, -7)
        ]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    import_file(people.system, shape="", path=path, now=NOW)
    assert SilenceRun.objects.count() == 1
    assert SilenceReading.objects.filter(person__external_id="C1").exists()
    assert RevenueSetting.objects.get().computed_at


@pytest.mark.parametrize(
    ("shape", "jobs"),
    [
        ("orders", {"renewals.refresh_one", "onboarding.read_workspace", "silence.read_workspace"}),
        ("answers", {"silence.read_workspace"}),
        ("daily_use", {"usage.read_workspace", "onboarding.read_workspace"}),
        ("figures", set()),
    ],
)
def test_only_what_a_file_changes_is_read(people, asked, shape, jobs):
    run = make_run(people, shape)
    assert set(read_again(people.system, run, now=NOW)) - {"silence.read_workspace"} == (
        jobs - {"silence.read_workspace"}
    )
    assert jobs <= set(asked)


def test_of_several_files_the_last_one_asks_and_only_for_what_it_changes(people, asked):
    first, last = make_run(people, "orders"), make_run(people, "people", minutes=1)
    assert read_again(people.system, first, now=NOW) == ["renewals.refresh_one"]
    assert "silence.read_workspace" in read_again(people.system, last, now=NOW)


def test_while_another_file_is_written_it_waits_but_not_for_ever(people, asked):
    run = make_run(people, "orders")
    other = make_run(people, "people", state="running")
    now = other.changed_at
    assert read_again(people.system, run, now=now) == []
    assert asked == [{"run_id": run.pk, "waits": 1}]
    assert read_again(people.system, run, now=now, waits=MOST_WAITS)
    assert read_again(people.system, run, now=now + timedelta(hours=1))


def test_a_later_file_that_changed_nothing_does_not_keep_it_back(people, asked):
    run = make_run(people, "orders")
    make_run(people, "orders", minutes=2, added=0)
    assert "renewals.refresh_one" in read_again(people.system, run, now=NOW)


def test_a_neighbours_import_is_not_waited_for(people, asked):
    run = make_run(people, "orders")
    other = ImportRun.objects.create(workspace=people.neighbours, shape="orders", state="running")
    assert read_again(people.system, run, now=other.changed_at)
