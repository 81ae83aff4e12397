"""A choice among words is no number on a customer's timeline."""

import pytest
from django.utils.translation import override

from emptychair.metrics.words import answer_words, band_words
from emptychair.surveys.choices import choice_words
from emptychair.surveys.timeline_codes import _answered, _corrected
from emptychair.surveys.types import SCALE


@pytest.mark.parametrize(
    ("metric", "score", "en", "ja"),
    [
        ("pmf", 3, "Answered “Very disappointed” (Must-have (PMF))", "「とても残念」と回答"),
        ("thumbs", 0, "Answered “Thumbs down” (thumbs)", "と回答されました"),
        ("nps", 9, "Answered 9 (NPS)", "9 点と回答されました"),
    ],
)
def test_an_answer_is_told_as_it_was_given(metric, score, en, ja):
    with override("en"):
        assert _answered({"metric": metric, "score": score}) == en
    with override("ja"):
        assert ja in _answered({"metric": metric, "score": score})


def test_a_changed_choice_too():
    changed = {"metric": "pmf", "before": 1, "score": 2}
    with override("en"):
        told = _corrected(changed)
    assert "from “Not disappointed” to “Somewhat disappointed”" in told


@pytest.mark.parametrize("metric", ["pmf", "thumbs"])
def test_choices_are_called_as_the_groups_of_their_score(metric):
    groups = [one for one in band_words(metric) if one]
    low, high = SCALE[metric]
    scores = range(high, low - 1, -1)
    assert [answer_words(metric, score) for score in scores] == groups
    assert [choice_words(metric, score) for score in scores] == groups
