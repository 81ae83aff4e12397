"""Sentences for what is wrong with the structure of a survey: what it is, and what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def problem_words(code: str, parameters: Mapping[str, str | int]) -> str:
    """The sentence for a code of `rules/problems`."""
    return str(_SENTENCES[code]) % dict(parameters)


_SENTENCES: dict[str, str | Promise] = {
    "no-questions": _("There is no question yet. Add one."),
    "too-many-pages": _("A survey has at most %(most)s pages."),
    "too-many-questions": _("A survey has at most %(most)s questions."),
    "main-language-missing": _("The main language is none of the languages of this survey."),
    "score-unknown": _("The main question is gone, or measures nothing. Choose another one."),
    "hidden-malformed": _(
        "The hidden field “%(name)s” needs a name of small letters, digits and underscores."
    ),
    "hidden-taken": _("The hidden field “%(name)s” stands there twice."),
    "page-empty": _("There is no question on this page. Add one, or take the page out."),
    "key-malformed": _("The key “%(key)s” needs small letters, digits and underscores."),
    "key-taken": _("The key “%(key)s” is used twice."),
    "key-reused": _(
        "This question was of another kind or scale in an earlier version. Answers to both cannot "
        "be read together: take it out and add a new one."
    ),
    "title-missing": _("There are no words in the main language yet. Write them."),
    "scale-wrong": _("This kind of question has no scale of %(points)s points. Choose another."),
    "why-of-nothing": _("This asks for the reason of a score that is not asked before it."),
    "options-missing": _("Write at least %(fewest)s choices."),
    "rows-missing": _("Write at least one row."),
    "too-many-options": _("At most %(most)s choices can be offered."),
    "option-taken": _("Two choices have the same key “%(key)s”."),
    "option-malformed": _("The key “%(key)s” of a choice cannot be used."),
    "label-missing": _("A choice has no words in the main language."),
    "picture-missing": _("A choice has no picture yet."),
    "limits-crossed": _("The limits cannot both be kept. Look at the least and the most."),
    "link-malformed": _("The link must begin with https:// or http://."),
    "button-missing": _("The link needs words on its button, in the main language."),
    "last-ending-conditional": _(
        "The last ending is for everybody whom no other fits: it must have no condition."
    ),
    "review-gated": _(
        "Asking for a public review only those who answered well is misleading and forbidden by "
        "review sites and the law. Ask everybody, or nobody."
    ),
    "condition-forward": _(
        "The condition asks for an answer that is given later. Move the question up."
    ),
    "condition-unknown": _("The condition asks for something that is not there any more."),
    "condition-value": _("The condition has no value to compare with. Choose one."),
    "mark-unknown": _("The text puts in “%(name)s”, which is not known before it."),
}
