"""The reference of the API as people read it."""

import re

from emptychair.api.reference import document
from emptychair.api.words import SECTIONS, SUMMARIES

PAGE = "/api/v1/reference/"


def test_the_reference_speaks_japanese_and_marks_what_stays_english(client):
    page = client.get(PAGE, headers={"Accept-Language": "ja"}).text
    assert ">接点、アンケート、回答と、そこから計算したスコア。<" in page
    assert "<span>お客様を登録・更新する</span>" in page
    assert '<p lang="en">Found again by <code>external_id</code>' in page


def test_words_between_backticks_are_code(client):
    for language in ("ja", "en"):
        page = client.get(PAGE, headers={"Accept-Language": language}).text
        assert "<code>Idempotency-Key</code>" in page
        assert "`" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_parts_and_summaries_that_have_words_are_still_in_the_document():
    operations = [one for path in document()["paths"].values() for one in path.values()]
    assert set(SECTIONS) <= {one["tags"][0] for one in operations}
    assert set(SUMMARIES) <= {one["summary"] for one in operations}
