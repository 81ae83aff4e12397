"""Facts of one cause reach their listeners in one job, and none hinders another."""

from dataclasses import dataclass

import pytest

from emptychair.jobs import outbox
from emptychair.jobs.models import Delivery, DeliveryState, StoredEvent
from emptychair.jobs.outbox import deliver_events, deliver_singly
from emptychair.kit.events import Event, publish_all, subscribe, unsubscribe

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeard(Event, name="tests.step_heard"):
    number: int


@pytest.fixture
def listeners():
    names = []

    def listen(name, react, **more):
        subscribe(StepHeard, name=name, **more)(react)
        names.append(name)

    yield listen
    for name in names:
        unsubscribe(name)


def tell(*numbers, about=""):
    publish_all([StepHeard(workspace_id=1, number=number, about=about) for number in numbers])


def job_of(rows):
    (row,) = rows
    name, arguments, _attempt, _mark = row.task["args"]
    assert name == "jobs.deliver_events"
    return arguments


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_one_cause_tells_is_one_job(listeners, queued):
    heard = []
    listeners("tests.one", lambda event: heard.append(("one", event.number)))
    listeners("tests.two", lambda event: heard.append(("two", event.number)))
    tell(1, 2)
    deliver_events(**job_of(queued()))
    assert heard == [("one", 1), ("two", 1), ("one", 2), ("two", 2)]
    assert states() == [DeliveryState.DONE] * 4


def test_a_long_row_of_facts_is_told_in_several_jobs(listeners, queued, monkeypatch):
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    listeners("tests.one", lambda _event: None)
    tell(1, 2, 3)
    assert [len(row.task["args"][1]["delivery_ids"]) for row in queued()] == [2, 1]


def test_the_right_to_write_is_given_back_between_facts(listeners, queued, monkeypatch):
    monkeypatch.setattr(outbox, "HOLD", 0)
    heard = []
    listeners("tests.one", lambda event: heard.append(event.number))
    tell(1, 2, 3)
    deliver_events(**job_of(queued()))
    assert heard == [1, 2, 3]


def test_a_second_run_finds_nothing_to_do(listeners, queued):
    heard = []
    listeners("tests.one", lambda event: heard.append(event.number))
    tell(1, 2)
    arguments = job_of(queued())
    deliver_events(**arguments)
    deliver_events(**arguments)
    assert heard == [1, 2]


def test_one_that_fails_undoes_its_own_work_and_comes_back_alone(listeners, queued):
    def half_done(event):
        StoredEvent.objects.create(name="half", workspace_id=1, payload={})
        if event.number == 1:
            raise OSError("interrupted")

    listeners("tests.one", half_done)
    tell(1, 2)
    deliver_events(**job_of(queued()))
    assert states() == [DeliveryState.WAITING, DeliveryState.DONE]
    assert StoredEvent.objects.filter(name="half").count() == 1
    first = Delivery.objects.order_by("pk")[0]
    again = queued()[-1].task["args"][:3]
    assert again == ("jobs.deliver_event", {"delivery_id": first.pk}, 2)


def test_one_that_fails_holds_back_the_later_ones_about_the_same(listeners, queued):
    heard = []

    def react(event):
        if event.number == 1:
            raise OSError("never")
        heard.append(event.number)

    listeners("tests.one", react)
    tell(1, 2, about="person:3")
    deliver_events(**job_of(queued()))
    assert heard == []
    assert states() == [DeliveryState.WAITING] * 2
    assert [row.task["args"][0] for row in queued()[1:]] == ["jobs.deliver_event"] * 2


def test_earlier_facts_of_another_cause_come_first(listeners, queued):
    heard = []
    listeners("tests.one", lambda event: heard.append(event.number))
    tell(1, about="person:3")
    tell(2, 3, about="person:3")
    deliver_events(**queued()[-1].task["args"][1])  # its worker was the quickest
    assert heard == [1, 2, 3]


def test_a_fact_that_nobody_has_anything_to_do_for_passes(listeners, queued):
    heard = []
    listeners(
        "tests.one",
        lambda event: heard.append(event.number),
        wants=lambda events: [event.number > 1 for event in events],
    )
    tell(1, 2, 3)
    deliver_events(**job_of(queued()))
    assert heard == [2, 3]
    assert states() == [DeliveryState.DONE] * 3


def test_a_job_that_came_to_no_end_is_taken_apart(listeners, queued):
    listeners("tests.one", lambda _event: None)
    tell(1, 2)
    arguments = job_of(queued())
    Delivery.objects.filter(pk=arguments["delivery_ids"][0]).update(state=DeliveryState.DONE)
    deliver_singly(**arguments)
    assert [row.task["args"][:2] for row in queued()[1:]] == [
        ("jobs.deliver_event", {"delivery_id": arguments["delivery_ids"][1]})
    ]
