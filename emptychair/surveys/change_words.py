"""Sentences for what is different between two versions of a survey."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _


def change_words(code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence for a code of `rules/changes`."""
    known = dict(parameters)
    if "language" in known:
        known["language"] = language_name(str(known["language"]))
    return str(_SENTENCES[code]) % known


def language_name(code: str) -> str:
    """What a language calls itself: 日本語, English."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


_SENTENCES: dict[str, str | Promise] = {
    "question-in": _("This question is new."),
    "question-out": _("“%(title)s” is asked no more."),
    "order": _("The questions stand in another order."),
    "scale": _("The scale is another one."),
    "required": _("It must be answered now."),
    "optional": _("It may be left out now."),
    "look": _("The scale looks different."),
    "condition": _("It is shown under another condition."),
    "limits": _("The limits are others."),
    "random": _("The choices come in an order by chance now."),
    "fixed": _("The choices come in a fixed order now."),
    "why-of": _("It asks for the reason of another score."),
    "option-in": _("“%(label)s” can be chosen now."),
    "option-out": _("“%(label)s” can be chosen no more."),
    "picture": _("“%(label)s” has another picture."),
    "words": _("%(language)s: “%(before)s” is now “%(after)s”."),
    "translated": _("%(language)s: “%(after)s” is new."),
    "pages": _("There are %(count)s pages now."),
    "ending-in": _("This ending is new."),
    "ending": _("It asks for something else, or leads elsewhere."),
    "ending-out": _("The ending “%(title)s” is gone."),
    "score": _("Another question makes the score."),
    "language-in": _("It can be answered in %(language)s now."),
    "language-out": _("It can be answered in %(language)s no more."),
    "main-language": _("The main language is %(language)s now."),
    "hidden": _("Other values come with the link."),
}
