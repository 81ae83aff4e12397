"""What customers answer is kept once, told once, and remembers what it was."""

import random
import time
from datetime import timedelta

import pytest

from emptychair.accounts.access import Access
from emptychair.customers.models import TimelineEntry
from emptychair.jobs.models import StoredEvent
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.events import subscribe, unsubscribe
from emptychair.surveys.errors import LinkUnknown, ScoreOutOfRange
from emptychair.surveys.events import ResponseReceived
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response, ResponseRevision
from emptychair.surveys.queries import response_with_id, responses_of, visit_by_link
from emptychair.surveys.services.answering import answer_invitation
from emptychair.surveys.services.responses import correct_response, record_response
from emptychair.surveys.types import LinkState
from tests.factories.customers import make_company, make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW


def facts(name: str) -> int:
    return StoredEvent.objects.filter(name=name).count()


def asked(people, **fields):
    survey = make_survey(people.workspace)
    person = make_person(people.workspace, segment="Gold", company=make_company(people.workspace))
    return make_invitation(survey, person, language="ja", **fields)


def visitor(people) -> Access:
    return Access.respondent(people.workspace, "invitation 1")


def test_an_answer_carries_what_was_true_when_it_came(people):
    invitation = asked(people, touchpoint=make_touchpoint(people.workspace))
    response, is_new = answer_invitation(
        visitor(people), invitation, score=3, comment=" 高い ", now=NOW
    )
    assert is_new
    person = invitation.person
    assert (response.person, response.company, response.segment) == (
        person,
        person.company,
        "Gold",
    )
    assert (response.comment, response.metric, response.language) == ("高い", "nps", "ja")
    assert response.touchpoint == invitation.touchpoint
    invitation.refresh_from_db()
    assert invitation.answered_at == NOW
    assert StoredEvent.objects.get(name="surveys.response_received").about == f"person:{person.pk}"
    assert TimelineEntry.objects.filter(person=person, code="surveys.answered").count() == 1


def test_the_same_form_sent_twice_changes_nothing(people):
    invitation = asked(people)
    for _ in range(3):
        answer_invitation(visitor(people), invitation, score=7, comment="ok", now=NOW)
    assert Response.objects.count() == 1
    assert ResponseRevision.objects.count() == 0
    assert (facts("surveys.response_received"), facts("surveys.response_corrected")) == (1, 0)


def test_a_correction_keeps_what_was_there_before(people):
    invitation = asked(people)
    answer_invitation(visitor(people), invitation, score=3, comment="高い", now=NOW)
    later = NOW + timedelta(hours=1)
    response, is_new = answer_invitation(
        visitor(people), invitation, score=9, comment="直った", now=later
    )
    assert not is_new
    assert (response.score, response.comment, response.corrected_at) == (9, "直った", later)
    revision = ResponseRevision.objects.get()
    assert (revision.score, revision.comment, revision.replaced_at) == (3, "高い", later)
    corrected = StoredEvent.objects.get(name="surveys.response_corrected")
    assert corrected.payload["old_score"] == 3


@pytest.mark.parametrize("seed", range(25))
def test_any_order_of_answers_leaves_one_response_and_its_whole_history(people, seed):
    chance, invitation = random.Random(seed), asked(people)
    said: list[tuple[int, str]] = []
    for step in range(chance.randint(1, 12)):
        answer = (chance.randint(0, 10), chance.choice(["", "a", "b"]))
        if said and chance.random() < 0.4:
            answer = said[-1]  # the button pressed twice
        answer_invitation(
            visitor(people),
            invitation,
            score=answer[0],
            comment=answer[1],
            now=NOW + timedelta(minutes=step),
        )
        if not said or said[-1] != answer:
            said.append(answer)
    response = Response.objects.get()
    assert (response.score, response.comment) == said[-1]
    kept = ResponseRevision.objects.order_by("replaced_at").values_list("score", "comment")
    assert list(kept) == said[:-1]
    assert facts("surveys.response_received") == 1
    assert facts("surveys.response_corrected") == len(said) - 1


def test_an_answer_with_an_external_id_is_kept_once(people):
    survey = make_survey(people.workspace)
    for score in (4, 8):
        record_response(
            people.system,
            survey,
            score=score,
            answered_at=NOW,
            channel="api",
            source="api",
            external_id="x-1",
        )
    assert Response.objects.get().score == 4


def test_a_score_outside_of_the_scale_is_not_kept(people):
    survey = make_survey(people.workspace, metric="csat")
    with pytest.raises(ScoreOutOfRange):
        record_response(
            people.system, survey, score=6, answered_at=NOW, channel="api", source="api"
        )
    response = make_response(survey, None, score=4)
    with pytest.raises(ScoreOutOfRange):
        correct_response(people.system, response, score=0, comment="", now=NOW)
    assert response.revisions.count() == 0


def test_a_test_is_kept_and_told_to_nobody(people):
    survey = make_survey(people.workspace)
    invitation = make_invitation(survey, None, is_test=True, language="en")
    response, _ = answer_invitation(visitor(people), invitation, score=2, comment="hm", now=NOW)
    answer_invitation(visitor(people), invitation, score=1, comment="hm", now=NOW)
    assert response.is_test
    assert StoredEvent.objects.count() == 0
    assert not Response.objects.counted().exists()


def test_somebody_merged_meanwhile_answers_as_the_one_who_stayed(people):
    invitation = asked(people)
    kept = make_person(people.workspace)
    invitation.person.merged_into = kept
    invitation.person.save()
    response, _ = answer_invitation(visitor(people), invitation, score=9, comment="", now=NOW)
    assert response.person == kept


def test_who_may_not_import_or_send_records_nothing(people):
    from emptychair.accounts.queries import access_of_user

    survey = make_survey(people.workspace)
    with pytest.raises(Refused):
        record_response(
            access_of_user(people.ana), survey, score=5, answered_at=NOW, channel="x", source="x"
        )


def test_who_reacts_to_an_answer_hears_of_it_within_a_second(people):
    heard = []

    @subscribe(ResponseReceived, name="tests.listening")
    def listen(event):
        heard.append(time.perf_counter())

    try:
        begun = time.perf_counter()
        answer_invitation(visitor(people), asked(people), score=0, comment="", now=NOW)
    finally:
        unsubscribe("tests.listening")
    assert len(heard) == 1
    assert heard[0] - begun < 1


def test_names_are_masked_in_answers_for_those_who_may_not_see_them(people):
    from emptychair.accounts.queries import access_of_user

    person = make_person(people.workspace, name="山田 花子", language="ja")
    make_response(make_survey(people.workspace), person, comment="山田です。高い")
    (mine,) = responses_of(access_of_user(people.alice), person.pk)
    (hers,) = responses_of(access_of_user(people.ana), person.pk)
    assert (mine.name, mine.comment) == ("山田 花子", "山田です。高い")
    assert "山田" not in hers.name + hers.comment
    assert responses_of(access_of_user(people.paul), person.pk) == []


def test_neighbours_do_not_find_an_answer(people):
    from emptychair.accounts.queries import access_of_user

    response = make_response(make_survey(people.workspace), make_person(people.workspace))
    assert response_with_id(access_of_user(people.alice), response.pk) == response
    with pytest.raises(NotFound):
        response_with_id(access_of_user(people.charlie), response.pk)


# -- links


def visit(people, token, *, now=NOW):
    return visit_by_link(Access.system(None, "tests"), token, now=now)


def test_a_link_leads_to_its_own_invitation(people):
    invitation = asked(people, expires_at=NOW + timedelta(days=1))
    found = visit(people, token_for(people.workspace.pk, invitation.pk))
    assert (found.invitation, found.state) == (invitation, LinkState.OPEN)
    assert found.access.rights == frozenset()


def test_a_link_that_was_changed_leads_nowhere(people):
    invitation = asked(people)
    token = token_for(people.workspace.pk, invitation.pk)
    for wrong in (token[:-1], token.replace("-", "-1"), "x", "1-1", token + "x", ""):
        with pytest.raises(LinkUnknown):
            visit(people, wrong)


def test_a_link_of_one_workspace_opens_nothing_in_another(people):
    invitation = asked(people)
    with pytest.raises(LinkUnknown):
        visit(people, token_for(people.neighbours.pk, invitation.pk))


def test_a_link_expires(people):
    invitation = asked(people, expires_at=NOW + timedelta(days=30))
    token = token_for(people.workspace.pk, invitation.pk)
    assert visit(people, token, now=NOW + timedelta(days=29)).state is LinkState.OPEN
    assert visit(people, token, now=NOW + timedelta(days=30)).state is LinkState.EXPIRED


def test_a_closed_survey_takes_no_first_answers_and_lets_others_correct(people):
    silent, heard = asked(people), asked(people)
    answer_invitation(visitor(people), heard, score=5, comment="", now=NOW)
    for one in (silent, heard):
        one.survey.state = "closed"
        one.survey.save()
    states = [
        visit(people, token_for(people.workspace.pk, one.pk)).state for one in (silent, heard)
    ]
    assert states == [LinkState.CLOSED, LinkState.OPEN]
