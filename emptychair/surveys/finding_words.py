"""Sentences for what the check of a survey found: what it is, and what to do."""

from typing import Any

from django.utils.translation import gettext as _


def finding_words(code: str, parameters: dict[str, Any]) -> str:
    """The sentence for a code of `rules/checking`."""
    return _sentences()[code] % parameters


def _sentences() -> dict[str, str]:
    return {
        "long": _(
            "Answering takes about %(seconds)s seconds. Under %(most)s seconds fewer people give "
            "up: which question would you not miss?"
        ),
        "no_why": _(
            "This question makes a number and nobody is asked why. Add an open “why?” after it."
        ),
        "no_score": _("No question is the main one, so this survey makes no score."),
        "gated_review": _(
            "Asking for a public review only those who answered well is misleading and forbidden "
            "by review sites and the law. Ask everybody, or nobody."
        ),
        "bad_link": _("The link of this ending does not begin with https://."),
        "not_anonymous": _(
            "The survey is anonymous and asks for names or addresses. Take this question out, or "
            "make the survey confidential."
        ),
        "hidden_not_anonymous": _(
            "The survey is anonymous, and hidden values in the link may tell who answered. Take "
            "them out."
        ),
        "no_title": _("The question has no words in the main language."),
        "no_label": _("A choice has no words: who cannot see it cannot choose it."),
        "no_ends": _(
            "The two ends of the scale have no words, so people will read it in different ways."
        ),
        "big_matrix": _(
            "%(rows)s rows at once tire people, most of all on a phone. Up to %(most)s is fine."
        ),
        "long_ranking": _(
            "Nobody puts %(options)s things in order with care. Ask for the best three instead, "
            "or offer up to %(most)s."
        ),
        "leading": _("“%(words)s” leads people to an answer. Ask without it."),
        "double": _(
            "“%(words)s” seems to ask two things at once. If somebody is content with one and "
            "not the other, what shall they answer?"
        ),
        "secret": _("“%(words)s” must never be asked in a survey."),
        "sensitive": _(
            "“%(words)s” may be sensitive personal information. Ask only with a clear need and "
            "consent, or leave it out."
        ),
        "long_sentence": _(
            "A sentence of %(length)s is long (up to %(most)s reads well). Cut it in two."
        ),
        "hard": _(
            "These words ask for about %(grade)s years of school. Shorter, plainer words reach "
            "more people."
        ),
        "untranslated": _("A text is missing in this language; the main language stands in."),
    }
