from dataclasses import dataclass

import pytest
from django.db import transaction

from emptychair.jobs.models import Delivery, DeliveryState, StoredEvent
from emptychair.jobs.outbox import deliver_event, give_up_delivery
from emptychair.kit.events import Event, publish, subscribe, unsubscribe

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceHeard(Event, name="tests.voice_heard"):
    number: int


@pytest.fixture
def listeners():
    names = []

    def listen(name, react):
        subscribe(VoiceHeard, name=name)(react)
        names.append(name)

    yield listen
    for name in names:
        unsubscribe(name)


def tell(number, about=""):
    publish(VoiceHeard(workspace_id=1, number=number, about=about))


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_everybody_who_listens_hears_it(listeners):
    heard = []
    listeners("tests.one", lambda event: heard.append(("one", event.number)))
    listeners("tests.two", lambda event: heard.append(("two", event.number)))
    tell(7)
    assert heard == [("one", 7), ("two", 7)]
    assert states() == [DeliveryState.DONE, DeliveryState.DONE]


def test_a_fact_nobody_listens_to_is_kept_all_the_same():
    tell(7)
    assert StoredEvent.objects.get().payload["number"] == 7
    assert states() == []


def test_a_fact_vanishes_with_its_cause(listeners, queued):
    listeners("tests.one", lambda _event: None)
    with transaction.atomic():
        tell(7)
        transaction.set_rollback(True)
    assert not StoredEvent.objects.exists()
    assert not Delivery.objects.exists()
    assert queued() == []


def test_a_second_run_of_the_job_finds_nothing_to_do(listeners, queued):
    heard = []
    listeners("tests.one", lambda event: heard.append(event.number))
    tell(7)
    row = Delivery.objects.get()
    deliver_event(delivery_id=row.pk)
    deliver_event(delivery_id=row.pk)
    assert heard == [7]


def test_a_failing_listener_undoes_its_own_work_only(listeners, queued):
    def half_done(_event):
        StoredEvent.objects.create(name="half", workspace_id=1, payload={})
        raise OSError("interrupted")

    heard = []
    listeners("tests.a_fails", half_done)
    listeners("tests.b_works", lambda event: heard.append(event.number))
    tell(7)
    fails, works = Delivery.objects.order_by("pk")
    with pytest.raises(OSError, match="interrupted"):
        deliver_event(delivery_id=fails.pk)
    deliver_event(delivery_id=works.pk)
    assert heard == [7]
    assert states() == [DeliveryState.WAITING, DeliveryState.DONE]
    assert list(StoredEvent.objects.values_list("name", flat=True)) == ["tests.voice_heard"]


def test_facts_about_one_person_arrive_in_order(listeners, queued):
    heard = []
    listeners("tests.one", lambda event: heard.append(event.number))
    for number in (1, 2, 3):
        tell(number, about="person:3")
    last = Delivery.objects.order_by("pk").last()
    deliver_event(delivery_id=last.pk)  # its worker was the quickest
    assert heard == [1, 2, 3]


def test_facts_about_others_do_not_wait(listeners, queued):
    heard = []
    listeners("tests.one", lambda event: heard.append(event.number))
    tell(1, about="person:3")
    tell(2, about="person:4")
    tell(3)
    deliver_event(delivery_id=Delivery.objects.order_by("pk").last().pk)
    assert heard == [3]


def test_a_fact_that_is_given_up_lets_the_later_ones_pass(listeners, queued):
    heard = []

    def react(event):
        if event.number == 1:
            raise OSError("never")
        heard.append(event.number)

    listeners("tests.one", react)
    tell(1, about="person:3")
    tell(2, about="person:3")
    first, second = Delivery.objects.order_by("pk")
    with pytest.raises(OSError, match="never"):
        deliver_event(delivery_id=second.pk)
    give_up_delivery(delivery_id=first.pk)
    deliver_event(delivery_id=second.pk)
    assert heard == [2]
    assert states() == [DeliveryState.GIVEN_UP, DeliveryState.DONE]


def test_a_listener_the_code_no_longer_has_blocks_nobody(listeners, queued):
    listeners("tests.gone", lambda _event: None)
    tell(7)
    unsubscribe("tests.gone")
    deliver_event(delivery_id=Delivery.objects.get().pk)
    assert states() == [DeliveryState.DONE]
