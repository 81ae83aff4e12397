"""Two rows turn out to be one customer: their cases and wishes stay together, and come apart."""

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.customers.services.merging import merge_people, undo_merge
from emptychair.loop.models import InitiativeVoice
from emptychair.loop.services.initiatives import link_voice
from emptychair.loop.services.merging import MOVED, follow_merge, follow_unmerge
from tests.factories.customers import make_person
from tests.factories.loop import make_case, make_initiative
from tests.people import NOW


@pytest.fixture
def two(people):
    kept, moved = make_person(people.workspace), make_person(people.workspace)
    case = make_case(people.workspace, person=moved)
    voice, _new = link_voice(people.system, make_initiative(people.workspace), case=case)
    return kept, moved, case, voice


def whose(case, voice) -> set[int | None]:
    case.refresh_from_db()
    return {case.person_id, InitiativeVoice.objects.get(pk=voice.pk).person_id}


def test_cases_and_voices_move_to_who_stays_and_back_again(people, two):
    kept, moved, case, voice = two
    own = make_case(people.workspace, person=kept)
    merge = merge_people(people.system, kept, moved)
    assert whose(case, voice) == {kept.pk}
    undo_merge(people.system, merge, now=NOW)
    assert whose(case, voice) == {moved.pk}
    own.refresh_from_db()
    assert own.person == kept


def test_what_came_after_the_merge_stays_with_who_was_kept(people, two):
    kept, moved, case, voice = two
    follow_merge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    later = make_case(people.workspace, person=kept)
    follow_unmerge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    assert whose(case, voice) == {moved.pk}
    later.refresh_from_db()
    assert later.person == kept


def test_what_somebody_moved_on_since_is_not_moved_back(people, two):
    kept, moved, case, voice = two
    third = make_person(people.workspace)
    follow_merge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    case.refresh_from_db()
    case.person = third
    case.save()
    follow_unmerge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    assert whose(case, voice) == {third.pk, moved.pk}


def test_taking_back_one_merge_leaves_what_another_moved(people, two):
    kept, moved, case, voice = two
    other = make_person(people.workspace)
    others = make_case(people.workspace, person=other)
    follow_merge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    follow_merge(people.system, merge_id=2, kept_id=kept.pk, moved_id=other.pk)
    follow_unmerge(people.system, merge_id=2, kept_id=kept.pk, moved_id=other.pk)
    others.refresh_from_db()
    assert others.person == other
    assert whose(case, voice) == {kept.pk}


def test_heard_twice_it_is_done_once(people, two):
    kept, moved, case, voice = two
    for _ in range(2):
        follow_merge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    assert AuditEntry.objects.filter(action=MOVED).count() == 1
    for _ in range(2):
        follow_unmerge(people.system, merge_id=1, kept_id=kept.pk, moved_id=moved.pk)
    assert whose(case, voice) == {moved.pk}


def test_nobody_moves_what_belongs_to_the_neighbours(people, two):
    _kept, moved, case, voice = two
    theirs = make_person(people.neighbours)
    follow_merge(people.system, merge_id=1, kept_id=theirs.pk, moved_id=moved.pk)
    assert whose(case, voice) == {moved.pk}


def test_people_without_cases_leave_no_line_in_the_trail(people):
    one, other = make_person(people.workspace), make_person(people.workspace)
    follow_merge(people.system, merge_id=1, kept_id=one.pk, moved_id=other.pk)
    assert not AuditEntry.objects.filter(action=MOVED).exists()
