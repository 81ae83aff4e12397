"""A question as its template needs it: words put in, order settled, what was answered marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

from django.forms.utils import flatatt
from django.http import QueryDict
from django.urls import reverse

from emptychair.surveys.answer_words import plain_number
from emptychair.surveys.rules.flow import options_in_order, pipe, rows_in_order, spoken
from emptychair.surveys.rules.scales import steps_of
from emptychair.surveys.rules.validation import CONTACT_PARTS, longest_text, most_choices
from emptychair.surveys.services.sitting import Sitting
from emptychair.surveys.types.definition import AnswerValue, Option, Question, QuestionKind
from emptychair.web.respond.reading import field_name
from emptychair.web.respond.words import CONTACT, ends_of, limits_of, mistake, steps_in_words

TEMPLATES = {
    QuestionKind.SINGLE: "choices",
    QuestionKind.MULTIPLE: "choices",
    QuestionKind.PICTURE: "pictures",
    QuestionKind.RANKING: "ranking",
    QuestionKind.MATRIX: "matrix",
    QuestionKind.SHORT_TEXT: "short",
    QuestionKind.LONG_TEXT: "long",
    QuestionKind.NUMBER: "number",
    QuestionKind.DATE: "day",
    QuestionKind.CONTACT: "contact",
    QuestionKind.CONSENT: "consent",
    QuestionKind.STATEMENT: "statement",
}
GROUPS = frozenset({"scale", "choices", "pictures", "ranking", "matrix", "contact"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One point of a scale: what is seen, and what a screen reader adds."""

    value: int
    label: str
    meaning: str
    chosen: bool
    mouth: str = ""  # of a face


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option, one row, or one part of an address."""

    key: str
    name: str
    label: str
    chosen: bool = False
    picture: str = ""
    is_other: bool = False
    value: str = ""
    place: int = 0
    type: str = "text"
    autocomplete: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question on the page."""

    key: str
    kind: str
    shape: str
    title: str
    help: str
    required: bool
    problem: str
    first_id: str
    value: str = ""
    other: str = ""
    steps: tuple[Step, ...] = ()
    look: str = ""
    low: str = ""
    high: str = ""
    choices: tuple[Choice, ...] = ()
    many: bool = False
    agreed: bool = False
    longest: int = 0

    @property
    def name(self) -> str:
        """Of its input, and its id."""
        return field_name(self.key)

    @property
    def template(self) -> str:
        """Which partial draws it."""
        return f"respond/kinds/_{self.shape}.html"

    @property
    def is_group(self) -> bool:
        """Whether it has several inputs, so that a legend names it."""
        return self.shape in GROUPS

    @property
    def described_by(self) -> str:
        """Ids of what explains it."""
        found = [f"{self.name}-help"] if self.help else []
        return " ".join([*found, f"{self.name}-problem"] if self.problem else found)

    @property
    def attributes(self) -> str:
        """What its one input says of itself to those who do not see the page; safe HTML."""
        said = {
            "aria-describedby": self.described_by,
            "aria-invalid": "true" if self.problem else "",
            "aria-required": "true" if self.required else "",
        }
        return flatatt({name: value for name, value in said.items() if value})


def fields_of(
    sitting: Sitting,
    questions: tuple[Question, ...],
    answers: Mapping[str, AnswerValue],
    problems: Mapping[str, str],
    typed: QueryDict | None = None,
) -> tuple[Field, ...]:
    """The questions of a page with these answers; `typed` words stand where they were refused."""
    nothing = AnswerValue()
    return tuple(
        _field(sitting, one, answers.get(one.key, nothing), problems.get(one.key, ""), typed)
        for one in questions
    )


def _field(
    sitting: Sitting,
    question: Question,
    value: AnswerValue,
    code: str,
    typed: QueryDict | None,
) -> Field:
    shape = TEMPLATES.get(question.kind, "scale")
    steps = _steps(question, value, sitting) if shape == "scale" else ()
    choices = _choices(sitting, question, value, shape)
    low, high = ends_of(question, sitting.definition, sitting.session.language)
    said = _words(sitting, question.help)
    limits = limits_of(question)
    first = steps[0].value if steps else choices[0].key if choices else ""
    name = field_name(question.key)
    return Field(
        key=question.key,
        kind=question.kind.value,
        shape=shape,
        title=_words(sitting, question.title),
        help=" ".join(part for part in (said, limits) if part),
        required=question.required,
        problem=mistake(question, code) if code else "",
        first_id=f"{name}-{first}" if first != "" else name,
        value=(typed.get(name, "") if typed is not None else "") or _typed_value(question, value),
        other=value.text,
        steps=steps,
        look="words" if steps and _by_words(question) else question.look,
        low="" if _by_words(question) else low,
        high="" if _by_words(question) else high,
        choices=choices,
        many=most_choices(question) > 1 if question.options else False,
        agreed=question.kind is QuestionKind.CONSENT and value.number == 1,
        longest=longest_text(question),
    )


def _by_words(question: Question) -> bool:
    return bool(steps_in_words(question)) and question.look != "faces"


def _words(sitting: Sitting, texts: dict[str, str]) -> str:
    text = spoken(texts, sitting.session.language, sitting.definition)
    return pipe(text, sitting.answers, sitting.facts, definition=sitting.definition)


def _typed_value(question: Question, value: AnswerValue) -> str:
    if question.kind is QuestionKind.NUMBER:
        number = value.number
        return "" if number is None or isnan(number) else plain_number(number)
    return value.text


def _steps(
    question: Question, value: AnswerValue, sitting: Sitting, cell: object = None
) -> tuple[Step, ...]:
    low, high = ends_of(question, sitting.definition, sitting.session.language)
    scale = steps_of(question)
    words = steps_in_words(question)
    chosen = value.number if cell is None else cell
    meanings = {scale[0]: low, scale[-1]: high} if not words else {}
    return tuple(
        Step(
            value=step,
            label=words[turn] if words else str(step),
            meaning=meanings.get(step, ""),
            chosen=chosen == step,
            mouth=_mouth(turn, len(scale)),
        )
        for turn, step in enumerate(scale)
    )


def _mouth(turn: int, count: int) -> str:
    """The curve of a mouth, from sad to glad, for a face of 24 units."""
    bend = 5 * (turn / (count - 1) * 2 - 1) if count > 1 else 0
    side = 15.5 - bend / 2.5
    return f"M8 {side:.1f} Q12 {side + bend:.1f} 16 {side:.1f}"


def _choices(
    sitting: Sitting, question: Question, value: AnswerValue, shape: str
) -> tuple[Choice, ...]:
    if shape == "matrix":
        return tuple(
            _row(sitting, question, value, one) for one in rows_in_order(question, sitting.seed)
        )
    if shape == "contact":
        return _parts(sitting, question, value)
    return tuple(
        _choice(sitting, question, value, one) for one in options_in_order(question, sitting.seed)
    )


def _choice(sitting: Sitting, question: Question, value: AnswerValue, one: Option) -> Choice:
    picture = ""
    if one.picture:
        workspace = sitting.access.workspace.pk
        picture = reverse("answer-picture", args=[workspace, one.picture])
    return Choice(
        key=one.key,
        name=field_name(question.key, "place", one.key),
        label=_words(sitting, one.label),
        chosen=one.key in value.choices,
        picture=picture,
        is_other=one.is_other,
        place=value.choices.index(one.key) + 1 if one.key in value.choices else 0,
    )


def _row(sitting: Sitting, question: Question, value: AnswerValue, one: Option) -> Choice:
    return Choice(
        key=one.key,
        name=field_name(question.key, "row", one.key),
        label=_words(sitting, one.label),
        steps=_steps(question, value, sitting, cell=value.cells.get(one.key, "")),
    )


def _parts(sitting: Sitting, question: Question, value: AnswerValue) -> tuple[Choice, ...]:
    own = {one.key: _words(sitting, one.label) for one in question.rows}
    return tuple(
        Choice(
            key=part,
            name=field_name(question.key, "part", part),
            label=own.get(part) or str(CONTACT[part][0]),
            value=str(value.cells.get(part, "")),
            type=CONTACT[part][1],
            autocomplete=CONTACT[part][2],
        )
        for part in CONTACT_PARTS
        if not own or part in own
    )
