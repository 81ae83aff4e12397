"""A reading is written some customers at a time: an interruption leaves what is right, once."""

from datetime import timedelta

import pytest

from emptychair.customers.models import KeptHistory
from emptychair.kit.periods import local_day
from emptychair.silence.models import SilenceReading, SilenceRun, SilenceState, SilentEpisode
from emptychair.silence.queries.readings import overview
from emptychair.silence.services import reading as module
from emptychair.silence.services.reading import read_silence
from tests.people import NOW
from tests.silence.conftest import regular, signs

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
YESTERDAY = NOW - timedelta(days=1)


class KilledError(Exception):
    """The machine went down."""


@pytest.fixture
def crowd(people, monkeypatch):
    """Six who come and three who fell silent, read and written two at a time."""
    monkeypatch.setattr(module, "AT_ONCE", 2)
    here = [regular(people.workspace, 9, until=1 + turn / 9) for turn in range(6)]
    return here, [regular(people.workspace, 9, until=60 + turn) for turn in range(3)]


def interrupted(system, monkeypatch, *, after, name="_keep", now=NOW):
    """A reading that dies after so many parts."""
    real, turns = getattr(module, name), []

    def until_then(*args, **keywords):
        turns.append(1)
        if len(turns) > after:
            raise KilledError
        return real(*args, **keywords)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, until_then)
        with pytest.raises(KilledError):
            read_silence(system, now=now)


def kept():
    """Everything a reading keeps, without when it was written."""
    readings = SilenceReading.objects.order_by("person").values_list(
        "person", "as_of", "gap", "is_listed"
    )
    episodes = SilentEpisode.objects.order_by("person", "last_seen")
    states = SilenceState.objects.order_by("unit", "began_on")
    return (
        list(readings),
        list(episodes.values_list("person", "last_seen", "outcome", "ended_on")),
        list(states.values_list("unit", "is_silent", "began_on", "ended_on")),
    )


@pytest.mark.parametrize("after", [0, 3])
def test_what_is_written_is_whole_and_the_next_reading_finishes_it(
    system, crowd, monkeypatch, after
):
    interrupted(system, monkeypatch, after=after)
    listed = set(SilenceReading.objects.filter(is_listed=True).values_list("person", flat=True))
    assert SilenceReading.objects.count() == 2 * after
    assert set(SilentEpisode.objects.values_list("person", flat=True)) == listed
    assert overview(system) is None
    read_silence(system, now=NOW)
    finished = kept()
    read_silence(system, now=NOW)
    assert kept() == finished
    assert (overview(system).silent, SilentEpisode.objects.count()) == (3, 3)
    assert KeptHistory.objects.get().known_from == TODAY


def test_after_an_interruption_the_list_is_of_the_night_before(system, crowd, monkeypatch):
    read_silence(system, now=YESTERDAY)
    interrupted(system, monkeypatch, after=2)
    assert overview(system).as_of == YESTERDAY.date()
    days = set(SilenceReading.objects.values_list("as_of", flat=True))
    assert days == {YESTERDAY.date(), TODAY}
    assert read_silence(system, now=NOW).silent == 3
    assert set(SilenceReading.objects.values_list("as_of", flat=True)) == {TODAY}
    assert SilenceRun.objects.count() == 2


def test_who_came_back_did_so_once(system, crowd, monkeypatch):
    _here, silent = crowd
    read_silence(system, now=YESTERDAY)
    for person in silent:
        signs(person, 0.5, name="again")
    interrupted(system, monkeypatch, after=4, now=NOW)
    read_silence(system, now=NOW)
    read_silence(system, now=NOW)
    ended = SilentEpisode.objects.values_list("person", "outcome", "ended_on")
    day = local_day(NOW - timedelta(days=0.5), system.workspace.zone)
    assert sorted(ended) == sorted((one.pk, "returned", day) for one in silent)


@pytest.mark.parametrize("name", ["_forget_others", "note_cases", "keep_states", "_keep_run"])
def test_every_step_may_be_the_last_one(system, people, crowd, monkeypatch, name):
    gone = regular(people.workspace, 9, until=70)
    read_silence(system, now=YESTERDAY)
    gone.delete()
    interrupted(system, monkeypatch, after=0, name=name)
    read_silence(system, now=NOW)
    readings, episodes, states = kept()
    assert (len(readings), len(episodes)) == (9, 3)
    assert len(states) == 9
    assert overview(system).as_of == TODAY


def test_no_transaction_writes_more_than_some_customers(system, crowd, monkeypatch):
    real, sizes = module.keep_readings, []

    def counted(access, rows, **keywords):
        sizes.append(len(rows))
        return real(access, rows, **keywords)

    monkeypatch.setattr(module, "keep_readings", counted)
    read_silence(system, now=NOW)
    assert sizes == [2, 2, 2, 2, 1]


def test_who_vanished_while_it_was_read_is_left_out(system, crowd, monkeypatch):
    here, _silent = crowd
    real = module._read

    def then_gone(*args):
        found = real(*args)
        here[0].delete()
        return found

    monkeypatch.setattr(module, "_read", then_gone)
    assert read_silence(system, now=NOW).customers == 8
