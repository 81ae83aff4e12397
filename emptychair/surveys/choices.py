"""Answers that are a choice among words, of which a number alone says nothing."""

from django.utils.translation import gettext as _


def choice_words(metric: str, score: int) -> str:
    """What was chosen; empty where the number speaks for itself.

    >>> choice_words("nps", 9)
    ''
    """
    named = {
        "pmf": {
            1: _("Not disappointed"),
            2: _("Somewhat disappointed"),
            3: _("Very disappointed"),
        },
        "thumbs": {0: _("Thumbs down"), 1: _("Thumbs up")},
    }
    return named.get(metric, {}).get(score, "")
