"""What templates are made of: a question in a line, with both languages side by side."""

from dataclasses import dataclass
from typing import Literal

from emptychair.surveys.types.definition import (
    Clause,
    Condition,
    Definition,
    Ending,
    Option,
    Page,
    Question,
    QuestionKind,
    Texts,
)

Industry = Literal["everybody", "saas", "shop", "home_service", "b2b"]
Said = tuple[str, str]  # Japanese, English


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A survey to begin with. `metric` is that of the survey; `title` and `when` are for staff."""

    key: str
    industry: Industry
    metric: str
    title: Texts
    when: Texts
    definition: Definition


# The usual words after a score, and after a feeling; who has better ones writes them.
WHY_SCORE: Said = (
    "その点数をお選びになった理由を、ひとことお聞かせください。",
    "What is the main reason for your score?",
)
WHY_FELT: Said = (
    "そうお感じになった理由を、ひとことお聞かせください。",
    "What made you feel that way?",
)


def both(said: Said) -> Texts:
    """The two languages as stored texts."""
    return {"ja": said[0], "en": said[1]}


def rating(kind: QuestionKind, title: Said, *, key: str = "score", points: int = 0) -> Question:
    """A metric question with the usual words at its ends."""
    low, high = _ENDS[kind]
    look: Literal["numbers", "stars"] = "numbers"
    return Question(
        key=key,
        kind=kind,
        title=both(title),
        required=True,
        points=points,
        look=look,
        low=both(low),
        high=both(high),
    )


def why(title: Said, *, of: str = "score", key: str = "why") -> Question:
    """The open question after a number."""
    return Question(key=key, kind=QuestionKind.LONG_TEXT, title=both(title), why_of=of)


def agree(key: str, title: Said, *, block: str = "") -> Question:
    """A statement and five steps of agreement."""
    return Question(
        key=key,
        kind=QuestionKind.AGREE,
        title=both(title),
        points=5,
        low=both(("まったくそう思わない", "Strongly disagree")),
        high=both(("とてもそう思う", "Strongly agree")),
        block=block,
    )


def choose(
    key: str, title: Said, options: dict[str, Said], *, many: bool = False, other: bool = True
) -> Question:
    """One choice or several, with one's own words unless `other` is false."""
    listed = [Option(key=name, label=both(label)) for name, label in options.items()]
    if other:
        label = both(("その他", "Something else"))
        listed.append(Option(key="other", label=label, is_other=True, stays=True))
    kind = QuestionKind.MULTIPLE if many else QuestionKind.SINGLE
    return Question(key=key, kind=kind, title=both(title), options=tuple(listed))


def only_if(question: Question, *, band: str) -> Question:
    """The same question, for those whose main score is bad, quiet or good."""
    clause = Clause(subject="score_band", operator="is", value=band)
    return _with_condition(question, Condition(clauses=(clause,)))


def _with_condition(question: Question, condition: Condition) -> Question:
    values = {name: getattr(question, name) for name in question.__struct_fields__}
    return Question(**(values | {"show_if": condition}))


def survey(*pages: tuple[Question, ...], thanks: Said = ("", "")) -> Definition:
    """Pages in order, with one thank-you page for everybody."""
    words = thanks if thanks[0] else _THANKS
    return Definition(
        pages=tuple(
            Page(key=f"page{number}", questions=questions)
            for number, questions in enumerate(pages, 1)
        ),
        score="score" if any(one.key == "score" for page in pages for one in page) else "",
        endings=(Ending(key="thanks", title=both(words), text=both(_READ)),),
    )


_THANKS: Said = ("ご回答ありがとうございました", "Thank you")
_READ: Said = (
    "いただいたお声は担当者が必ず読みます。",
    "Somebody on our team reads every answer.",
)
_AGREEMENT: tuple[Said, Said] = (
    ("まったくそう思わない", "Strongly disagree"),
    ("とてもそう思う", "Strongly agree"),
)
_ENDS: dict[QuestionKind, tuple[Said, Said]] = {
    QuestionKind.NPS: (
        ("まったく薦めない", "Not at all likely"),
        ("ぜひ薦めたい", "Extremely likely"),
    ),
    QuestionKind.CSAT: (("とても不満", "Very dissatisfied"), ("とても満足", "Very satisfied")),
    QuestionKind.CES: _AGREEMENT,
    QuestionKind.PMF: (
        ("残念ではない", "Not disappointed"),
        ("とても残念", "Very disappointed"),
    ),
}
