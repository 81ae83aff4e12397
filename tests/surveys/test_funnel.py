"""Where a survey loses people, channel by channel and question by question."""

from datetime import timedelta

from emptychair.surveys.models import Answer, SurveyVersion
from emptychair.surveys.queries.funnel import funnel_of
from emptychair.surveys.rules.definition import write_definition
from emptychair.surveys.types.definition import Definition, Page, Question, QuestionKind
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.people import NOW


def question(key, kind=QuestionKind.NPS):
    return Question(key=key, kind=kind, title={"ja": key, "en": key})


ASKED = Definition(
    pages=(
        Page(key="one", questions=(question("score"),)),
        Page(key="two", questions=(question("why", QuestionKind.LONG_TEXT),)),
        Page(key="three", questions=(question("age", QuestionKind.NUMBER),)),
    ),
    score="score",
)


def filled(people):
    survey = make_survey(people.workspace, version=1)
    SurveyVersion.objects.create(
        workspace=people.workspace,
        survey=survey,
        number=1,
        definition=write_definition(ASKED),
        published_at=NOW,
    )
    for turn in range(40):
        asked = make_invitation(
            survey,
            make_person(people.workspace),
            sent_at=NOW,
            delivered_at=NOW if turn < 39 else None,
            opened_at=NOW if turn < 20 else None,
        )
        if turn >= 30:
            continue
        whole = turn < 12
        answer = make_response(
            survey,
            None,
            invitation=asked,
            version=1,
            started_at=NOW,
            finished_at=NOW + timedelta(minutes=2) if whole else None,
            page="three" if whole else "one",
            aside="late" if turn == 0 else "",
        )
        for key in ("score", "why", "age") if whole else ("score",):
            Answer.objects.create(
                workspace=people.workspace,
                response=answer,
                survey=survey,
                question=key,
                kind="nps",
                number=9,
            )
    return survey


def test_every_step_and_the_question_where_they_leave(
    client, people, django_assert_max_num_queries
):
    survey = filled(people)
    with django_assert_max_num_queries(6):
        funnel = funnel_of(people.system, survey, language="en")
    [mail] = funnel.steps
    assert (mail.asked, mail.sent, mail.delivered, mail.opened) == (40, 40, 39, 20)
    assert (mail.started, mail.finished, mail.counted) == (30, 12, 29)
    told = {one.key: (one.shown, one.answered, one.left) for one in funnel.questions}
    assert told == {"score": (30, 30, 0), "why": (30, 12, 18), "age": (12, 12, 0)}
    assert funnel.worst is not None
    assert funnel.worst.key == "why"
    client.force_login(people.ana)
    page = client.get(f"/surveys/{survey.pk}/funnel/").content.decode()
    assert "60%" in page
    assert "why" in page


def test_few_answers_of_a_private_survey_show_no_funnel(people):
    survey = make_survey(people.workspace, privacy="confidential")
    make_response(survey, None)
    funnel = funnel_of(people.system, survey, language="ja")
    assert (funnel.is_hidden, funnel.steps, funnel.questions) == (True, (), ())


def test_nobody_asked_and_nothing_to_say(people):
    funnel = funnel_of(people.system, make_survey(people.workspace), language="ja")
    assert (funnel.steps, funnel.mend, funnel.worst) == ((), "", None)
