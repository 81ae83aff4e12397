"""What the answer pages say beside the words of the survey: steps, ends of scales, mistakes."""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.rules.scales import metric_of, scale_of
from emptychair.surveys.rules.validation import longest_text, most_choices
from emptychair.surveys.types.definition import Definition, Question, QuestionKind

Words = str | Promise
# Languages of which these pages have words of their own; others get English buttons.
SPOKEN = ("ja", "en", "ar")
NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "my": "မြန်မာ",
    "ne": "नेपाली",
    "pt": "Português",
    "ru": "Русский",
    "th": "ไทย",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_DISSATISFIED, _SATISFIED = (
    pgettext_lazy("scale", "Very dissatisfied"),
    pgettext_lazy("scale", "Very satisfied"),
)
_DISAGREE, _AGREE = (
    pgettext_lazy("scale", "Strongly disagree"),
    pgettext_lazy("scale", "Strongly agree"),
)
ENDS: dict[QuestionKind, tuple[Words, Words]] = {
    QuestionKind.NPS: (
        pgettext_lazy("scale", "Not at all likely"),
        pgettext_lazy("scale", "Extremely likely"),
    ),
    QuestionKind.CSAT: (_DISSATISFIED, _SATISFIED),
    QuestionKind.CES: (_DISAGREE, _AGREE),
    QuestionKind.AGREE: (_DISAGREE, _AGREE),
    QuestionKind.MATRIX: (_DISSATISFIED, _SATISFIED),
}
MUST_HAVE: tuple[Words, ...] = (
    pgettext_lazy("scale", "Not disappointed"),
    pgettext_lazy("scale", "Somewhat disappointed"),
    pgettext_lazy("scale", "Very disappointed"),
)
HELPFUL: tuple[Words, ...] = (pgettext_lazy("scale", "No"), pgettext_lazy("scale", "Yes"))
FACES: dict[int, tuple[Words, ...]] = {
    3: (
        pgettext_lazy("scale", "Dissatisfied"),
        pgettext_lazy("scale", "Neither"),
        pgettext_lazy("scale", "Satisfied"),
    ),
    5: (
        _DISSATISFIED,
        pgettext_lazy("scale", "Dissatisfied"),
        pgettext_lazy("scale", "Neither"),
        pgettext_lazy("scale", "Satisfied"),
        _SATISFIED,
    ),
    7: (
        _DISSATISFIED,
        pgettext_lazy("scale", "Dissatisfied"),
        pgettext_lazy("scale", "Rather dissatisfied"),
        pgettext_lazy("scale", "Neither"),
        pgettext_lazy("scale", "Rather satisfied"),
        pgettext_lazy("scale", "Satisfied"),
        _SATISFIED,
    ),
}
CONTACT: dict[str, tuple[Words, str, str]] = {  # label, type of the input, autocomplete
    "name": (pgettext_lazy("contact", "Name"), "text", "name"),
    "email": (pgettext_lazy("contact", "Mail address"), "email", "email"),
    "phone": (pgettext_lazy("contact", "Phone"), "tel", "tel"),
    "company": (pgettext_lazy("contact", "Company"), "text", "organization"),
}
_TYPED = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
_CHOOSE = gettext_lazy("Please choose one.")
_ANSWER = gettext_lazy("Please answer this.")
_WRITE = gettext_lazy("Please write something.")
_SAID: dict[str, Words] = {
    "off-scale": _CHOOSE,
    "unknown-choice": _CHOOSE,
    "unknown-row": _CHOOSE,
    "only-alone": gettext_lazy("The last choice cannot be combined with others."),
    "ranked-twice": gettext_lazy("Each place can be given once."),
    "not-all-ranked": gettext_lazy("Please give every line a place."),
    "row-missing": gettext_lazy("Please choose one in every line."),
    "not-a-number": gettext_lazy("Please write a number, such as 12."),
    "not-a-day": gettext_lazy("Please give a day, such as 2026-11-22."),
    "must-agree": gettext_lazy("To go on, please tick this."),
    "not-an-address": gettext_lazy("Please check the mail address."),
    "not-a-phone": gettext_lazy("Please check the phone number."),
    "too-many": gettext_lazy("Please choose at most %(choices)s."),
    "too-few": gettext_lazy("Please choose at least %(least)s."),
    "too-long": gettext_lazy("Please write at most %(signs)s characters."),
    "too-small": gettext_lazy("Please write %(least)s or more."),
    "too-large": gettext_lazy("Please write %(most)s or less."),
    "contact-missing": gettext_lazy("Please give a mail address or a phone number."),
}


def ui_language(language: str) -> str:
    """The language of buttons and mistakes beside questions in `language`."""
    return language if language in SPOKEN else "en"


def direction(language: str) -> str:
    """How the language runs."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def ends_of(question: Question, definition: Definition, language: str) -> tuple[str, str]:
    """What the ends of the scale mean: the survey's own words, else ours."""
    low, high = ENDS.get(question.kind, ("", ""))
    return (
        spoken(question.low, language, definition) or str(low),
        spoken(question.high, language, definition) or str(high),
    )


def steps_in_words(question: Question) -> tuple[str, ...]:
    """The words on the steps where numbers would say nothing, from the lowest up; else nothing."""
    if question.kind is QuestionKind.PMF:
        return tuple(str(one) for one in MUST_HAVE)
    if metric_of(question) == "thumbs":
        return tuple(str(one) for one in HELPFUL)
    if question.look == "faces":
        low, high = scale_of(question)
        return tuple(str(one) for one in FACES.get(high - low + 1, ()))
    return ()


def mistake(question: Question, code: str) -> str:
    """What is wrong with an answer, and what to do."""
    if code == "required":
        return str(_WRITE if question.kind in _TYPED else _ANSWER)
    limits = {
        "least": _plain(question.least),
        "most": _plain(question.most),
        "choices": most_choices(question) if question.options else 0,
        "signs": longest_text(question),
    }
    return str(_SAID.get(code, _CHOOSE)) % limits


def limits_of(question: Question) -> str:
    """What to know before answering, where there are limits."""
    least, most = question.least, question.most
    if question.kind is QuestionKind.NUMBER and least is not None and most is not None:
        return pgettext("limits of a number", "%(least)s to %(most)s") % {
            "least": _plain(least),
            "most": _plain(most),
        }
    if question.kind is QuestionKind.MULTIPLE and most is not None:
        return gettext("Choose up to %(most)s.") % {"most": _plain(most)}
    return ""


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
