"""What a survey asks: pages of questions, when each is shown, and how it ends. Stored as JSON.

All texts are by language, `{"ja": ..., "en": ...}`. A key never changes and is never used again for
something else: answers, conditions and charts point at it.
"""

from enum import StrEnum
from typing import Literal

import msgspec

Texts = dict[str, str]
Scalar = str | int | float | bool


class QuestionKind(StrEnum):
    """What is asked, and so what an answer is (see `AnswerValue`)."""

    NPS = "nps"  # number 0-10
    CSAT = "csat"  # number 1-`points` (3, 5, 7), `look` numbers, stars or faces
    CES = "ces"  # number 1-7 (CES 2.0) or 1-5, agreement with a statement
    PMF = "pmf"  # number 1-3, not / somewhat / very disappointed
    AGREE = "agree"  # number 1-`points`, agreement
    SINGLE = "single"  # one choice
    MULTIPLE = "multiple"  # choices
    RANKING = "ranking"  # choices in order, best first
    MATRIX = "matrix"  # one point of the scale for each row: cells
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"  # text, ISO 8601 day
    CONSENT = "consent"  # number 1 or 0
    CONTACT = "contact"  # cells: name, email, phone, company
    PICTURE = "picture"  # choices among pictures
    STATEMENT = "statement"  # words only, nothing to answer


METRIC_KINDS = frozenset({QuestionKind.NPS, QuestionKind.CSAT, QuestionKind.CES, QuestionKind.PMF})


class Privacy(StrEnum):
    """Who may know whose answer it was."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"  # names are stored, shown to nobody; groups have a minimum
    ANONYMOUS = "anonymous"  # names, tokens and times are not stored at all


class Aside(StrEnum):
    """Why an answer is kept and not counted; the empty word counts."""

    NONE = ""
    DOUBTFUL = "doubtful"  # a click that may be a mail scanner's
    LATE = "late"  # came after the survey closed
    EXCLUDED = "excluded"  # by the survey's quality rule, or by a person
    BOT = "bot"


class Clause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that must hold. `subject`: `answer:KEY`, `attribute:NAME`, `hidden:NAME`,
    `language`, `score_band` (bad, quiet, good: the main score).
    """

    subject: str
    operator: Literal[
        "is", "is_not", "one_of", "none_of", "at_least", "at_most", "contains", "answered", "empty"
    ]
    value: Scalar | list[Scalar] | None = None


class Condition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All clauses, or any one of them."""

    clauses: tuple[Clause, ...] = ()
    match: Literal["all", "any"] = "all"


class Option(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A choice, or a row of a matrix."""

    key: str
    label: Texts
    picture: str = ""  # name of a stored file
    is_other: bool = False  # with words of one's own
    is_none: bool = False  # excludes all others
    stays: bool = False  # in its place when the order is by chance


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question. Only what its kind needs is set."""

    key: str
    kind: QuestionKind
    title: Texts
    help: Texts = {}
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    points: int = 0  # of the scale; 0: as usual for the kind
    look: Literal["numbers", "stars", "faces"] = "numbers"
    low: Texts = {}  # what the lowest point means
    high: Texts = {}
    least: float | None = None  # number, or how many choices
    most: float | None = None  # number, or how many choices, or characters
    random_order: bool = False
    show_if: Condition | None = None
    why_of: str = ""  # key of the metric question whose reason this one asks for
    block: str = ""  # "module:sense", "fast", "easy", "personal": ready blocks, for counting


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Questions that stand together; what was answered is saved when it is left."""

    key: str
    questions: tuple[Question, ...]
    title: Texts = {}
    show_if: Condition | None = None


class Ending(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thank-you page; the first whose condition holds is shown, the last has none.

    A `review` ending asks for a public review: it is never gated by a score (`rules/checking`).
    """

    key: str
    title: Texts
    text: Texts = {}
    kind: Literal["thanks", "referral", "review"] = "thanks"
    button: Texts = {}
    link: str = ""
    show_if: Condition | None = None


class HiddenField(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value that comes with the link (`?store=12`), is stored and may be used in conditions."""

    name: str
    usual: str = ""


class Definition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole survey. `score` is the key of the main question, the one scores count."""

    pages: tuple[Page, ...]
    score: str = ""
    endings: tuple[Ending, ...] = ()
    hidden: tuple[HiddenField, ...] = ()
    languages: tuple[str, ...] = ("ja", "en")
    main_language: str = "ja"
    format: int = 1

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for page in self.pages for question in page.questions)


class AnswerValue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was answered to one question; what its kind does not use stays empty."""

    number: float | None = None
    text: str = ""
    choices: tuple[str, ...] = ()
    cells: dict[str, Scalar] = {}

    @property
    def is_empty(self) -> bool:
        """Nothing was answered."""
        return self.number is None and not (self.text or self.choices or self.cells)
