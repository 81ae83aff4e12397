"""Scanners follow every link of a mail; no score comes of it. A person's answer is never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response, Visit
from emptychair.surveys.queries.clicks import unconfirmed_clicks
from emptychair.surveys.services.clicks import forget_visits, sort_clicks
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"}
OFFICE = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0"}


@pytest.fixture
def survey(people):
    return make_survey(people.workspace)


@pytest.fixture(autouse=True)
def page_was_open(monkeypatch):
    """The page lay open long enough: no test waits for it."""
    monkeypatch.setattr("emptychair.web.respond.clicks.LEAST", -1)


def ask(survey, **fields):
    now = timezone.now()
    return make_invitation(
        survey,
        make_person(survey.workspace),
        language="ja",
        asked_at=now - timedelta(hours=3),
        sent_at=now - timedelta(hours=3),
        expires_at=now + timedelta(days=30),
        **fields,
    )


def base(invitation):
    return f"/a/{token_for(invitation.workspace_id, invitation.pk)}/"


def links(invitation):
    """All links of the mail, in the order in which they stand there."""
    start = base(invitation)
    return [*(f"{start}?score={n}" for n in range(11)), f"{start}stop/", f"{start}?ref=1"]


def follow_all(client, invitation, *, method="get", address="203.0.113.9", headers=OFFICE):
    for link in links(invitation):
        answer = getattr(client, method)(link, headers=headers, REMOTE_ADDR=address)
        assert answer.status_code == 200


def look(client, invitation, score, headers=PHONE):
    """A person opens the link of a score; what the page needs to confirm it."""
    page = client.get(f"{base(invitation)}?score={score}", headers=headers).content.decode()
    return page.partition('data-stamp="')[2].partition('"')[0]


def confirm(client, invitation, score, stamp, **headers):
    return client.post(
        base(invitation) + "here/",
        {"score": score, "stamp": stamp, "language": "ja"},
        headers=PHONE | headers,
    )


def counted():
    return list(Response.objects.counted().values_list("score", flat=True))


def sort_later(people, invitation):
    sort_clicks(people.system, invitation.pk, now=timezone.now() + timedelta(hours=2))


SCANS = {
    "by get": follow_all,
    "by head": lambda client, one: follow_all(client, one, method="head"),
    "by head, then get": lambda client, one: (
        follow_all(client, one, method="head"),
        follow_all(client, one),
    ),
    "twice": lambda client, one: (follow_all(client, one), follow_all(client, one)),
    "from another address": lambda client, one: (
        follow_all(client, one),
        follow_all(client, one, address="198.51.100.7"),
    ),
    "with a name": lambda client, one: follow_all(
        client, one, headers={"User-Agent": "LinkScanner/2.1"}
    ),
    "ahead of the reader": lambda client, one: client.get(
        f"{base(one)}?score=7", headers={"Sec-Purpose": "prefetch", **PHONE}
    ),
}


@pytest.mark.parametrize("scan", SCANS.values(), ids=SCANS)
def test_no_scanner_leaves_a_score(client, people, survey, scan):
    invitation = ask(survey)
    scan(client, invitation)
    sort_later(people, invitation)
    assert not Response.objects.exists()
    assert Visit.objects.filter(invitation=invitation).exists()
    invitation.refresh_from_db()
    assert invitation.answered_at is None


@pytest.mark.parametrize("scan", SCANS.values(), ids=SCANS)
def test_a_person_answers_whatever_scanners_do_before_and_after(client, people, survey, scan):
    invitation = ask(survey)
    scan(client, invitation)
    stamp = look(client, invitation, 3)
    assert confirm(client, invitation, 3, stamp).status_code == 204
    scan(client, invitation)
    sort_later(people, invitation)
    assert counted() == [3]
    assert Response.objects.count() == 1


def test_a_click_that_nobody_confirmed_is_kept_aside_and_counts_when_it_is(client, people, survey):
    invitation = ask(survey)
    stamp = look(client, invitation, 7)
    assert not Response.objects.exists()
    sort_later(people, invitation)
    aside = Response.objects.get()
    assert (aside.aside, aside.score, aside.is_counted) == ("doubtful", 7, False)
    assert unconfirmed_clicks(people.system, survey).count() == 1
    sort_later(people, invitation)
    assert Response.objects.count() == 1
    confirm(client, invitation, 7, stamp)
    assert counted() == [7]
    assert not unconfirmed_clicks(people.system, survey).exists()


def test_without_a_script_the_button_confirms(client, people, survey):
    invitation = ask(survey)
    look(client, invitation, 7)
    sort_later(people, invitation)
    client.post(base(invitation), {"score": "7", "comment": "早い"})
    assert counted() == [7]
    assert not unconfirmed_clicks(people.system, survey).exists()


def test_a_click_that_proves_to_be_a_scanners_later_is_dropped(client, people, survey):
    invitation = ask(survey)
    look(client, invitation, 7, headers=OFFICE)
    sort_later(people, invitation)
    assert unconfirmed_clicks(people.system, survey).count() == 1
    follow_all(client, invitation, address="127.0.0.1")
    sort_later(people, invitation)
    assert not unconfirmed_clicks(people.system, survey).exists()


def test_words_after_the_confirmation_belong_to_the_same_answer(client, survey):
    invitation = ask(survey)
    confirm(client, invitation, 7, look(client, invitation, 7))
    client.post(base(invitation), {"score": "7", "comment": "早い"})
    answer = Response.objects.get()
    assert (answer.score, answer.comment) == (7, "早い")


def test_what_was_sent_is_not_changed_by_a_later_look(client, survey):
    invitation = ask(survey)
    stamp = look(client, invitation, 7)
    client.post(base(invitation), {"score": "2", "comment": "遅い"})
    confirm(client, invitation, 7, stamp)
    assert counted() == [2]


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"stamp": ""}, {}),
        ({"stamp": "1:forged:signature"}, {}),
        ({"score": "11"}, {}),
        ({"score": ""}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_a_confirmation_that_is_not_from_the_page_is_none(client, survey, data, headers):
    invitation = ask(survey)
    right = {"score": "7", "stamp": look(client, invitation, 7)}
    answer = client.post(base(invitation) + "here/", right | data, headers=PHONE | headers)
    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_the_stamp_of_one_mail_confirms_no_other(client, survey):
    one, other = ask(survey), ask(survey)
    assert confirm(client, other, 7, look(client, one, 7)).status_code == 422


def test_a_confirmation_quicker_than_anybody_reads_is_none(client, survey, monkeypatch):
    monkeypatch.setattr("emptychair.web.respond.clicks.LEAST", 5.0)
    invitation = ask(survey)
    assert confirm(client, invitation, 7, look(client, invitation, 7)).status_code == 422


def test_a_look_at_the_address_of_confirming_is_refused(client, survey):
    assert client.get(base(ask(survey)) + "here/").status_code == 405


def test_visits_tell_nothing_of_the_address_and_go_after_a_while(client, people, survey):
    one, other = ask(survey), ask(survey)
    look(client, one, 7)
    look(client, other, 7)
    first, second = Visit.objects.order_by("pk")
    assert first.address_hash != second.address_hash  # the same address, another mail
    assert "127.0.0.1" not in first.address_hash
    assert forget_visits(people.system, now=timezone.now()) == 0
    assert forget_visits(people.system, now=timezone.now() + timedelta(days=91)) == 2


def test_a_flood_of_requests_does_not_fill_the_disk(client, survey, monkeypatch):
    monkeypatch.setattr("emptychair.surveys.services.clicks.MOST_VISITS", 5)
    invitation = ask(survey)
    follow_all(client, invitation)
    assert Visit.objects.count() == 5


def test_of_an_anonymous_survey_no_visit_is_kept(client, people):
    survey = make_survey(people.workspace, privacy="anonymous")
    look(client, ask(survey), 7)
    assert not Visit.objects.exists()


STEPS = ["scan", "scan by head", "scan elsewhere", "sort"]


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    around=some.tuples(*[some.lists(some.sampled_from(STEPS), max_size=3)] * 3),
    score=some.integers(0, 10),
    by_button=some.booleans(),
)
def test_in_any_order_of_scanner_and_person_the_persons_score_alone_counts(
    client, people, survey, around, score, by_button
):
    before, between, after = around
    invitation = ask(survey)
    does = {
        "scan": lambda: follow_all(client, invitation),
        "scan by head": lambda: follow_all(client, invitation, method="head"),
        "scan elsewhere": lambda: follow_all(client, invitation, address="198.51.100.7"),
        "sort": lambda: sort_later(people, invitation),
    }
    for step in before:
        does[step]()
    stamp = look(client, invitation, score)
    for step in between:
        does[step]()
    assert not Response.objects.counted().filter(person=invitation.person).exists()
    if by_button:
        client.post(base(invitation), {"score": score, "comment": ""})
    else:
        assert confirm(client, invitation, score, stamp).status_code == 204
    for step in after:
        does[step]()
    sort_later(people, invitation)
    mine = Response.objects.counted().filter(person=invitation.person)
    assert list(mine.values_list("score", flat=True)) == [score]
    assert not unconfirmed_clicks(people.system, survey).exists()


def test_a_survey_of_several_pages_confirms_the_score_as_well(client, people):
    from emptychair.surveys.models import SurveyVersion
    from emptychair.surveys.rules.definition import write_definition
    from emptychair.surveys.types.definition import Definition, Page, Question, QuestionKind

    def question(key, kind, **more):
        return Question(key=key, kind=kind, title={"ja": key, "en": key}, **more)

    definition = Definition(
        score="easy",
        pages=(
            Page(key="one", questions=(question("easy", QuestionKind.CES, points=7),)),
            Page(key="two", questions=(question("words", QuestionKind.LONG_TEXT),)),
        ),
    )
    survey = make_survey(people.workspace, metric="ces", version=1)
    SurveyVersion.objects.create(
        workspace=people.workspace,
        survey=survey,
        number=1,
        definition=write_definition(definition),
        published_at=timezone.now(),
    )
    invitation = ask(survey, version=1)
    stamp = look(client, invitation, 6)
    page = client.get(f"{base(invitation)}?score=6", headers=PHONE).content.decode()
    assert "answer-here.js" in page
    assert 'data-score-field="' in page
    assert confirm(client, invitation, 8, stamp).status_code == 422  # not on this scale
    assert confirm(client, invitation, 6, stamp).status_code == 204
    answer = Response.objects.get()
    assert (answer.score, answer.finished_at, answer.is_counted) == (6, None, True)
