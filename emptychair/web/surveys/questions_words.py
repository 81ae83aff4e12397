"""What the kinds of questions and their parts are called on the pages of the editor."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.surveys.types.definition import QuestionKind

Words = str | Promise
# In which a survey can be written; mails of ours are in Japanese and English.
CODES = (
    *("ja", "en", "ar", "de", "es", "fr", "hi", "id", "it", "ko", "ne", "pt"),
    *("ru", "th", "tr", "uk", "vi", "zh-hans", "zh-hant"),
)


@dataclass(frozen=True, slots=True)
class KindWords:
    """What a kind of question is called, and when to take it."""

    name: Words
    when: Words


KINDS: dict[QuestionKind, KindWords] = {
    QuestionKind.NPS: KindWords(_("Recommendation (NPS)"), _("0 to 10, with its why")),
    QuestionKind.CSAT: KindWords(
        _("Satisfaction (CSAT)"), _("numbers, stars or faces, with its why")
    ),
    QuestionKind.CES: KindWords(_("Effort (CES)"), _("was it easy, with its why")),
    QuestionKind.PMF: KindWords(_("Must-have"), _("would they miss it, with its why")),
    QuestionKind.AGREE: KindWords(_("Agreement"), _("a statement and steps of agreement")),
    QuestionKind.SINGLE: KindWords(_("One choice"), _("one of several")),
    QuestionKind.MULTIPLE: KindWords(_("Several choices"), _("all that apply")),
    QuestionKind.RANKING: KindWords(_("Order"), _("the best first")),
    QuestionKind.PICTURE: KindWords(_("Pictures"), _("one or several of them")),
    QuestionKind.MATRIX: KindWords(_("Table of scales"), _("several rows, one scale")),
    QuestionKind.SHORT_TEXT: KindWords(_("Short text"), _("a line in their own words")),
    QuestionKind.LONG_TEXT: KindWords(_("Long text"), _("as much as they like")),
    QuestionKind.NUMBER: KindWords(pgettext_lazy("kind of question", "Number"), _("how many")),
    QuestionKind.DATE: KindWords(pgettext_lazy("kind of question", "Day"), _("when")),
    QuestionKind.CONSENT: KindWords(_("Consent"), _("a box to tick")),
    QuestionKind.CONTACT: KindWords(_("Contact"), _("name, mail, phone, company")),
    QuestionKind.STATEMENT: KindWords(_("Words only"), _("nothing to answer")),
}
GROUPS: tuple[tuple[Words, tuple[QuestionKind, ...]], ...] = (
    (
        _("Scores and scales"),
        (
            *(QuestionKind.NPS, QuestionKind.CSAT, QuestionKind.CES, QuestionKind.PMF),
            *(QuestionKind.AGREE, QuestionKind.MATRIX),
        ),
    ),
    (
        _("Choices"),
        (
            *(QuestionKind.SINGLE, QuestionKind.MULTIPLE),
            *(QuestionKind.RANKING, QuestionKind.PICTURE),
        ),
    ),
    (
        _("Their own words"),
        (
            *(QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT),
            *(QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.CONTACT),
        ),
    ),
    (pgettext_lazy("kinds of question", "Others"), (QuestionKind.CONSENT, QuestionKind.STATEMENT)),
)
BLOCK_WORDS: dict[str, KindWords] = {
    "modules": KindWords(
        _("Five sides of an experience"), _("senses, mood, thought, deed, belonging")
    ),
    "fast_easy_personal": KindWords(_("Fast, easy, personal"), _("three statements")),
}
BLOCK_NAMES: dict[str, Words] = {
    "module:sense": _("senses"),
    "module:feel": _("mood"),
    "module:think": _("thought"),
    "module:act": _("deed"),
    "module:relate": _("belonging"),
    "fast": pgettext_lazy("block of a survey", "fast"),
    "easy": pgettext_lazy("block of a survey", "easy"),
    "personal": pgettext_lazy("block of a survey", "personal"),
}
PARTS: dict[str, Words] = {
    "title": pgettext_lazy("part of a survey", "Words"),
    "help": pgettext_lazy("part of a survey", "Help below it"),
    "low": pgettext_lazy("part of a survey", "Lowest point"),
    "high": pgettext_lazy("part of a survey", "Highest point"),
    "option": pgettext_lazy("part of a survey", "Choice"),
    "row": pgettext_lazy("part of a survey", "Row"),
    "text": pgettext_lazy("part of a survey", "Text"),
    "button": pgettext_lazy("part of a survey", "Button"),
}
ENDING_KINDS: dict[str, KindWords] = {
    "thanks": KindWords(_("Thanks"), _("Says thank you, and what happens next.")),
    "referral": KindWords(
        _("Referral"), _("Asks to tell others. May be shown to those who are glad.")
    ),
    "review": KindWords(
        _("Public review"),
        _("Asks for a review elsewhere. Shown to everybody, below every ending."),
    ),
}
INDUSTRIES: dict[str, Words] = {
    "everybody": _("For everybody"),
    "saas": _("Software"),
    "shop": _("Shops"),
    "home_service": _("Service at home"),
    "b2b": _("Between companies"),
}
OPERATORS: dict[str, Words] = {
    "is": pgettext_lazy("shown only if", "is"),
    "is_not": pgettext_lazy("shown only if", "is not"),
    "one_of": pgettext_lazy("condition", "is one of"),
    "none_of": pgettext_lazy("condition", "is none of"),
    "at_least": pgettext_lazy("condition", "is at least"),
    "at_most": pgettext_lazy("condition", "is at most"),
    "contains": pgettext_lazy("condition", "contains"),
    "answered": pgettext_lazy("condition", "is there"),
    "empty": pgettext_lazy("condition", "is not there"),
}
BANDS: dict[str, Words] = {
    "bad": pgettext_lazy("score band", "low"),
    "quiet": pgettext_lazy("score band", "in the middle"),
    "good": pgettext_lazy("score band", "high"),
}
