"""The pages where customers answer have all their words in Arabic; no other page has any."""

from tests.architecture.test_catalogue import CATALOGUES, catalogue_at, keys_in, sources, unfinished

ARABIC = CATALOGUES / "ar" / "LC_MESSAGES" / "django.po"
PLACES = ("emptychair/web/respond/", "emptychair/web/templates/respond/")
BESIDE = ("emptychair/surveys/answer_words.py",)


def wanted() -> set[tuple[str | None, str]]:
    here = [file for file in sources() if file.path.startswith(PLACES) or file.path in BESIDE]
    assert len(here) > 20
    keys = {key for file in here for _line, key in keys_in(file)}
    return {(context, id_[0] if isinstance(id_, tuple) else id_) for context, id_ in keys}


def test_the_answer_pages_speak_arabic():
    known = {(one.context, one.id) for one in catalogue_at(ARABIC) if one.id}
    assert wanted() - known == set(), "Add them to locale/ar."
    assert known - wanted() == set(), "These are said nowhere any more."


def test_nothing_is_missing_or_guessed():
    assert list(unfinished(catalogue_at(ARABIC))) == []
