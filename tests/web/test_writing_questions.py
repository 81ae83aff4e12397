"""Writing a survey in the browser: questions, conditions, endings, languages, and publishing it."""

import pytest

from emptychair.surveys.models import Answer, Response, Survey, SurveyVersion
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.drafting import question_with
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.rules.templates import TEMPLATES
from emptychair.surveys.services.drafting import change_draft
from emptychair.surveys.services.starting import publish_draft
from emptychair.surveys.services.versions import save_draft
from tests.factories.definitions import definition, option, page, question, when
from tests.factories.surveys import make_survey
from tests.people import NOW

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


@pytest.fixture
def survey(people):
    made = make_survey(people.workspace, state="draft")
    asked = definition(
        page(question("nps"), question("long_text", "why", why_of="nps"), key="first"),
        page(question("single"), question("short_text"), key="second"),
        score="nps",
        main_language="en",
        languages=("en", "ja"),
    )
    save_draft(people.system, made, asked)
    return made


def written(people, survey):
    survey.refresh_from_db()
    return draft_of(people.system, survey)


def keys(people, survey):
    return [one.key for one in written(people, survey).questions]


def here(survey, rest=""):
    return f"/surveys/{survey.pk}/questions/{rest}"


def form_of(people, survey, key, **fields):
    """What the form of a question sends, as it is stored, with changes."""
    now = question_with(written(people, survey), key)
    plain = {
        "seen": mark_of(now),
        "title": now.title["en"],
        "choices": "\n".join(one.label["en"] for one in now.options if not one.is_other),
        "other": "".join(one.label["en"] for one in now.options if one.is_other),
        "lines": "1",
    }
    return plain | fields


def test_a_template_becomes_a_survey_with_one_click(alice, people):
    listed = alice.get("/surveys/new/").content.decode()
    assert all(f'value="{key}"' in listed for key in TEMPLATES)
    assert "about " in listed
    answer = alice.post("/surveys/new/", {"template": "shop_delivery"})
    made = Survey.objects.get()
    assert answer.url == here(made)
    assert made.template == "shop_delivery"
    assert written(people, made).pages == TEMPLATES["shop_delivery"].definition.pages
    assert written(people, made).main_language == "en"
    assert alice.get(here(made)).status_code == 200
    assert alice.post("/surveys/new/", {"template": "none such"}).status_code == 422


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_every_template_can_be_published_as_it_is(alice, people, key):
    alice.post("/surveys/new/", {"template": key})
    made = Survey.objects.get()
    assert alice.post(here(made, "publish/")).status_code == 302
    assert SurveyVersion.objects.get().survey == made


def test_a_survey_of_one_question_can_grow(alice, people):
    made = make_survey(people.workspace)
    assert "お薦めになりますか。" in alice.get(here(made)).content.decode()
    sent = {"title": "What else?", "lines": "1"}
    alice.post(here(made, "new/long_text/?page=page"), sent)
    assert keys(people, made) == ["score", "why", "words"]


@pytest.mark.parametrize(
    "kind",
    [
        *("nps", "csat", "ces", "pmf", "agree", "single", "multiple", "ranking", "matrix"),
        *("short_text", "long_text", "number", "date", "consent", "contact", "statement"),
    ],
)
def test_every_kind_of_question_can_be_written(alice, people, survey, kind):
    form = alice.get(here(survey, f"new/{kind}/?page=second"))
    assert form.status_code == 200
    sent = {"title": "Something", "points": "5", "look": "numbers", "lines": "1"}
    if kind in {"single", "multiple", "ranking"}:
        sent |= {"choices": "One\nTwo\nThree"}
    if kind in {"csat", "ces", "agree", "matrix"}:
        sent |= {"low": "little", "high": "much"}
    if kind == "matrix":
        sent |= {"rows": "Cook\nDriver"}
    answer = alice.post(here(survey, f"new/{kind}/?page=second"), sent)
    assert answer.status_code == 302, answer.content.decode()
    fresh = written(people, survey).questions[-1]
    assert fresh.kind == kind
    assert fresh.title["en"] == "Something"
    assert alice.get(here(survey, f"question/{fresh.key}/")).status_code == 200


def test_a_score_brings_its_why(alice, people, survey):
    sent = {"title": "Was it easy?", "points": "7", "lines": "1", "ask_why": "on"}
    alice.post(here(survey, "new/ces/?page=second"), sent)
    *_, score, why = written(people, survey).questions
    assert (score.key, why.why_of) == ("ces", "ces")
    assert why.title["ja"]


def test_a_picture_question_takes_pictures(alice, people, survey, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = [SimpleUploadedFile(f"box_{name}.png", PNG + name.encode()) for name in "ab"]
    sent = {"title": "Which box?", "choices": "", "pictures": files, "lines": "1"}
    answer = alice.post(here(survey, "new/picture/?page=second"), sent)
    assert answer.status_code == 302, answer.content.decode()
    found = written(people, survey).questions[-1]
    assert [one.label["en"] for one in found.options] == ["box a", "box b"]
    assert all(one.picture for one in found.options)
    wrong = SimpleUploadedFile("box.svg", b"<svg/>")
    sent = form_of(people, survey, "picture", pictures=[wrong])
    assert alice.post(here(survey, "question/picture/"), sent).status_code == 422


def test_renamed_choices_keep_their_keys_and_their_other(alice, people, survey):
    sent = form_of(people, survey, "single", choices="Staff\nThe price\nSpeed\nPlace")
    alice.post(here(survey, "question/single/"), sent)
    found = question_with(written(people, survey), "single")
    assert [(one.key, one.label["en"]) for one in found.options] == [
        ("staff", "Staff"),
        ("price", "The price"),
        ("speed", "Speed"),
        ("option_1", "Place"),
        ("other", "Other"),
    ]
    assert found.options[1].label["ja"]  # the translation stays until somebody writes another


def test_nobody_writes_over_a_colleague(alice, people, survey):
    mine = form_of(people, survey, "single", title="Mine")
    theirs = form_of(people, survey, "single", title="Theirs")
    assert alice.post(here(survey, "question/single/"), theirs).status_code == 302
    refused = alice.post(here(survey, "question/single/"), mine)
    assert refused.status_code == 409
    assert "Mine" in refused.content.decode()
    assert "Theirs" in refused.content.decode()
    assert question_with(written(people, survey), "single").title["en"] == "Theirs"


def test_two_colleagues_may_write_different_questions(alice, people, survey):
    one = form_of(people, survey, "single", title="One")
    other = form_of(people, survey, "short_text", title="Other")
    assert alice.post(here(survey, "question/single/"), one).status_code == 302
    assert alice.post(here(survey, "question/short_text/"), other).status_code == 302


def act(alice, survey, what):
    return alice.post(here(survey, "act/"), {"act": what})


def test_questions_move_over_the_edge_of_a_page(alice, people, survey):
    act(alice, survey, "up:single")
    pages = written(people, survey).pages
    assert [[one.key for one in page.questions] for page in pages] == [
        ["nps", "why", "single"],
        ["short_text"],
    ]
    act(alice, survey, "down:single")
    act(alice, survey, "down:single")
    assert keys(people, survey) == ["nps", "why", "short_text", "single"]


def test_a_copy_has_a_key_that_was_never_used(alice, people, survey):
    act(alice, survey, "copy:single")
    act(alice, survey, "copy:single")
    assert keys(people, survey) == ["nps", "why", "single", "single_3", "single_2", "short_text"]


def test_what_was_taken_out_comes_back(alice, people, survey):
    before = written(people, survey)
    answer = alice.post(here(survey, "act/"), {"act": "delete:nps"}, follow=True)
    assert f'action="{here(survey, "undo/")}"' in answer.content.decode()
    assert written(people, survey).score == ""
    alice.post(here(survey, "undo/"))
    assert written(people, survey) == before


def test_taking_back_does_not_undo_what_was_written_since(alice, people, survey):
    act(alice, survey, "delete:single")
    alice.post(
        here(survey, "question/short_text/"), form_of(people, survey, "short_text", title="New")
    )
    assert alice.post(here(survey, "undo/")).status_code == 409
    assert question_with(written(people, survey), "short_text").title["en"] == "New"


def test_pages_come_and_go(alice, people, survey):
    act(alice, survey, "page-add:first")
    assert [one.key for one in written(people, survey).pages] == ["first", "page", "second"]
    act(alice, survey, "page-up:page")
    act(alice, survey, "page-delete:page")
    sent = {"title": "A heading", "lines": "1", "seen": mark_of(written(people, survey).pages[1])}
    assert alice.post(here(survey, "page/second/"), sent).status_code == 302
    assert written(people, survey).pages[1].title == {"en": "A heading"}
    assert act(alice, survey, "page-up:none").status_code == 404


def test_ready_blocks_come_once(alice, people, survey):
    for _turn in range(2):
        alice.post(here(survey, "add/"), {"block": "fast_easy_personal", "page": "second"})
    assert keys(people, survey)[-3:] == ["fast", "easy", "personal"]
    alice.post(here(survey, "add/"), {"block": "modules", "page": "second"})
    assert [one.block for one in written(people, survey).questions][-5:] == [
        f"module:{name}" for name in ("sense", "feel", "think", "act", "relate")
    ]


def test_a_condition_is_built_from_lists(alice, people, survey):
    sent = form_of(people, survey, "short_text", again="1", **{"line0-subject": "score_band"})
    drawn = alice.post(here(survey, "question/short_text/"), sent).content.decode()
    assert 'name="line0-value" value="bad"' in drawn
    assert 'name="line1-subject"' in drawn  # and one line more
    sent = form_of(people, survey, "short_text", lines="2", match="any") | {
        "line0-subject": "score_band",
        "line0-operator": "one_of",
        "line0-value": ["bad", "quiet"],
        "line1-subject": "answer:nps",
        "line1-operator": "at_most",
        "line1-value": "3",
    }
    assert alice.post(here(survey, "question/short_text/"), sent).status_code == 302
    found = question_with(written(people, survey), "short_text").show_if
    assert found.match == "any"
    assert [(one.subject, one.operator, one.value) for one in found.clauses] == [
        ("score_band", "one_of", ["bad", "quiet"]),
        ("answer:nps", "at_most", 3),
    ]
    assert "Only if “Main score” is one of low, in the middle or" in alice.get(
        here(survey)
    ).content.decode().replace("&quot;", '"')


def test_a_condition_without_a_value_is_not_taken(alice, people, survey):
    sent = form_of(people, survey, "short_text") | {
        "line0-subject": "answer:single",
        "line0-operator": "one_of",
    }
    assert alice.post(here(survey, "question/short_text/"), sent).status_code == 422
    assert question_with(written(people, survey), "short_text").show_if is None


def test_a_condition_asks_only_for_what_came_before(alice, survey):
    drawn = alice.get(here(survey, "question/why/")).content.decode()
    assert 'value="answer:nps"' in drawn
    assert 'value="answer:single"' not in drawn


def test_a_stored_condition_survives_saving_the_words(alice, people, survey):
    asked = when("answer:single", "one_of", ["price"])
    kept = question("short_text", show_if=asked)
    change_draft(people.system, survey, lambda now: _with(now, kept))
    sent = form_of(people, survey, "short_text", lines="2", match="all") | {
        "line0-subject": "answer:single",
        "line0-operator": "one_of",
        "line0-value": "price",
    }
    drawn = alice.get(here(survey, "question/short_text/")).content.decode()
    assert 'value="price" id="id_line0-value_0" checked' in drawn
    alice.post(here(survey, "question/short_text/"), sent)
    assert question_with(written(people, survey), "short_text").show_if == asked


def _with(now, question):
    from emptychair.surveys.rules.drafting import put_question

    return put_question(now, question)


def test_a_review_is_never_asked_by_score(alice, people, survey):
    drawn = alice.post(here(survey, "ending/"), {"kind": "review", "again": "1", "lines": "1"})
    assert "Why a review has no condition by score" in drawn.content.decode()
    assert "score_band" not in drawn.content.decode()
    sent = {
        "kind": "review",
        "title": "Tell others",
        "link": "https://example.com/review",
        "button": "Write a review",
        "lines": "1",
        "line0-subject": "score_band",
        "line0-operator": "one_of",
        "line0-value": "good",
    }
    assert alice.post(here(survey, "ending/"), sent).status_code == 422
    sent |= {"line0-subject": ""}
    assert alice.post(here(survey, "ending/"), sent).status_code == 302
    assert written(people, survey).endings[-1].kind == "review"


def test_an_ending_for_some_stands_before_the_one_for_all(alice, people, survey):
    sent = {
        "kind": "referral",
        "title": "Tell a friend",
        "lines": "1",
        "line0-subject": "score_band",
        "line0-operator": "one_of",
        "line0-value": "good",
    }
    alice.post(here(survey, "ending/"), sent)
    assert [one.kind for one in written(people, survey).endings] == ["referral", "thanks"]
    act(alice, survey, "ending-delete:ending")
    assert [one.kind for one in written(people, survey).endings] == ["thanks"]


def around(people, survey, **fields):
    now = written(people, survey)
    seen = (now.languages, now.main_language, now.score, now.hidden)
    plain = {"seen": mark_of(seen), "main_language": "en", "languages": ["en", "ja"]}
    return plain | {"score": "nps", "hidden": ""} | fields


def test_languages_and_hidden_fields_are_chosen(alice, people, survey):
    sent = around(people, survey, languages=["en", "ja", "ar"], hidden="store=tokyo\nshelf")
    assert alice.post(here(survey, "whole/"), sent).status_code == 302
    now = written(people, survey)
    assert now.languages == ("en", "ja", "ar")
    assert [(one.name, one.usual) for one in now.hidden] == [("store", "tokyo"), ("shelf", "")]
    wrong = around(people, survey, hidden="No Good")
    assert alice.post(here(survey, "whole/"), wrong).status_code == 422


def test_a_translation_is_written_beside_the_first_language(alice, people, survey):
    act(alice, survey, "copy:single")
    fresh = form_of(people, survey, "short_text", title="Fresh words")
    alice.post(here(survey, "question/short_text/"), fresh)
    change_draft(people.system, survey, lambda now: _with(now, option_without_japanese()))
    drawn = alice.get(here(survey, "words/ja/"))
    assert "1 text is missing" in drawn.content.decode()
    seen = drawn.context["seen"]
    sent = {"seen": seen, "question:bare:title": "残りの問い"}
    assert alice.post(here(survey, "words/ja/"), sent).status_code == 302
    assert question_with(written(people, survey), "bare").title["ja"] == "残りの問い"
    assert alice.post(here(survey, "words/ja/"), sent).status_code == 409
    assert alice.get(here(survey, "words/en/")).status_code == 404


def option_without_japanese():
    from emptychair.surveys.types.definition import Question, QuestionKind

    return Question(key="bare", kind=QuestionKind.SHORT_TEXT, title={"en": "Bare"})


def test_what_the_check_stops_cannot_be_published(alice, people, survey):
    act(alice, survey, "delete:why")
    checked = alice.get(here(survey, "check/")).content.decode()
    assert "Must be put right first" in checked
    assert here(survey, "question/nps/") in checked
    assert alice.post(here(survey, "publish/")).status_code == 422
    assert not SurveyVersion.objects.exists()


def test_publishing_says_what_changed_and_asks_for_the_meaning(alice, people, survey):
    assert alice.post(here(survey, "publish/")).status_code == 302
    assert alice.get(here(survey, "publish/")).status_code == 200
    alice.post(here(survey, "question/nps/"), form_of(people, survey, "nps", title="Rather not?"))
    drawn = alice.get(here(survey, "publish/"))
    assert "“Question nps” is now “Rather not?”" in drawn.content.decode()
    assert drawn.context["meaning"] == ""  # it concerns the score, so nothing is chosen for them
    assert alice.post(here(survey, "publish/")).status_code == 422
    sent = {"seen": drawn.context["seen"], "meaning": "other", "note": "Other words"}
    assert alice.post(here(survey, "publish/"), sent).status_code == 302
    last = SurveyVersion.objects.get(number=2)
    assert (last.same_meaning, last.note) == (False, "Other words")
    listed = alice.get(here(survey, "versions/")).content.decode()
    assert "a seam in the chart" in listed
    assert "Other words" in listed


def test_only_what_was_looked_at_is_published(alice, people, survey):
    seen = alice.get(here(survey, "publish/")).context["seen"]
    act(alice, survey, "up:short_text")
    assert alice.post(here(survey, "publish/"), {"seen": seen}).status_code == 409
    assert not SurveyVersion.objects.exists()


def test_a_draft_thrown_away_comes_back(alice, people, survey):
    publish_draft(people.system, survey, same_meaning=False, note="", now=NOW)
    act(alice, survey, "copy:single")
    changed = written(people, survey)
    alice.post(here(survey, "discard/"))
    assert "single_2" not in keys(people, survey)
    alice.post(here(survey, "undo/"))
    assert written(people, survey) == changed


def test_trying_it_stores_nothing(alice, people, survey):
    address = here(survey, "try/")
    first = alice.get(f"{address}?language=en")
    assert "Question nps" in first.content.decode()
    sent = {"page": "first", "shown": "nps why", "q-nps": "3", "language": "en"}
    onward = alice.post(address, sent)
    assert "page=second" in onward.url
    assert "Question single" in alice.get(onward.url).content.decode()
    answers = onward.url.split("answers=")[1].split("&")[0]
    last = {"page": "second", "shown": "single short_text", "language": "en", "h-answers": answers}
    assert "done=1" in alice.post(address, last).url
    assert "Thank you" in alice.get(f"{address}?done=1&language=en").content.decode()
    assert not Response.objects.exists()
    assert not Answer.objects.exists()


def test_a_single_question_is_shown_whatever_its_condition(alice, people, survey):
    hidden = question("short_text", show_if=when("score_band", "one_of", ["bad"]))
    change_draft(people.system, survey, lambda now: _with(now, hidden))
    drawn = alice.get(here(survey, "try/?only=short_text&language=en")).content.decode()
    assert "Question short text" in drawn


def test_the_list_of_a_long_survey_asks_little_of_the_database(
    alice, people, survey, django_assert_max_num_queries
):
    many = definition(*(page(question("single", f"q{n}"), key=f"p{n}") for n in range(40)))
    save_draft(people.system, survey, many)
    with django_assert_max_num_queries(30):
        assert alice.get(here(survey)).status_code == 200


def test_unknown_questions_and_kinds_are_not_there(alice, survey):
    for rest in ("question/none/", "new/none/", "page/none/", "ending/none/", "words/xx/"):
        assert alice.get(here(survey, rest)).status_code == 404, rest
    assert option("x").key == "x"


def test_the_trend_shows_where_something_else_was_asked(people, survey):
    from emptychair.surveys.queries.seams import seams_of

    publish_draft(people.system, survey, same_meaning=False, note="", now=NOW)
    change_draft(people.system, survey, lambda now: _with(now, option_without_japanese()))
    publish_draft(people.system, survey, same_meaning=False, note="Other words", now=NOW)
    seams = seams_of(people.system, metric="nps", since=NOW.date().replace(day=1))
    assert [day for day, _words in seams] == [NOW.date()]  # nobody answered before the first one
    assert "Other words" in seams[0][1]
    assert not seams_of(people.system, metric="csat", since=NOW.date())
