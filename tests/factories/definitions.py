"""Surveys of several questions for tests."""

from typing import Any

from django.utils import timezone

from emptychair.surveys.models import Survey, SurveyVersion
from emptychair.surveys.rules.definition import write_definition
from emptychair.surveys.types.definition import (
    Clause,
    Condition,
    Definition,
    Ending,
    HiddenField,
    Option,
    Page,
    Question,
    QuestionKind,
)


def words(text: str) -> dict[str, str]:
    return {"ja": f"{text}（日本語）", "en": text, "ar": f"{text} بالعربية"}


def option(key: str, **fields: Any) -> Option:
    return Option(key=key, label=words(key.title()), **fields)


def question(kind: str, key: str = "", **fields: Any) -> Question:
    """One question of a kind, with whatever it needs."""
    kind = QuestionKind(kind)
    plain: dict[str, Any] = {"key": key or kind.value, "kind": kind}
    plain["title"] = words(f"Question {plain['key'].replace('_', ' ')}")
    if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        other = option("other", is_other=True)
        plain["options"] = (option("price"), option("speed"), option("staff"), other)
    if kind is QuestionKind.RANKING:
        plain["options"] = (option("taste"), option("time"), option("box"))
    if kind is QuestionKind.PICTURE:
        plain["options"] = (option("red", picture="red.png"), option("blue", picture="blue.png"))
    if kind is QuestionKind.MATRIX:
        plain["rows"] = (option("cook"), option("driver"))
    return Question(**(plain | fields))


def page(*questions: Question, key: str = "", **fields: Any) -> Page:
    return Page(key=key or f"page_{questions[0].key}", questions=questions, **fields)


def when(subject: str, operator: str, value: Any = None) -> Condition:
    return Condition(clauses=(Clause(subject=subject, operator=operator, value=value),))


def definition(*pages: Page, **fields: Any) -> Definition:
    plain: dict[str, Any] = {
        "pages": pages,
        "languages": ("ja", "en", "ar"),
        "endings": (Ending(key="thanks", title=words("Thank you")),),
    }
    if any(one.key == "nps" for part in pages for one in part.questions):
        plain["score"] = "nps"
    return Definition(**(plain | fields))


def every_kind() -> Definition:
    """All kinds on few pages, with a condition, piping, a hidden field, and endings by score."""
    low = when("score_band", "is", "bad")
    return definition(
        page(
            question("nps", required=True),
            question("long_text", key="why", why_of="nps"),
            question("csat", look="stars"),
            question("csat", key="faces", look="faces", points=3),
            question("ces"),
            question("pmf"),
            question("agree"),
            key="scales",
        ),
        page(question("short_text", key="sorry", title=words("Sorry")), key="low", show_if=low),
        page(
            question("single", required=True),
            question("multiple", help=words("As many as you like")),
            question("ranking"),
            question("picture"),
            question("matrix"),
            key="choices",
            title=words("You said {{answer:nps}}"),
        ),
        page(
            question("statement"),
            question("short_text"),
            question("number", least=1, most=10),
            question("date"),
            question("contact"),
            question("consent", required=True),
            key="last",
        ),
        hidden=(HiddenField(name="store"),),
        endings=(
            Ending(
                key="promoters",
                title=words("Wonderful"),
                kind="referral",
                button=words("Tell a friend"),
                link="https://example.com/friends",
                show_if=when("score_band", "is", "good"),
            ),
            Ending(key="thanks", title=words("Thank you")),
        ),
    )


def ask_this(survey: Survey, asked: Definition) -> Survey:
    """The survey with this definition published."""
    version = SurveyVersion.objects.create(
        workspace=survey.workspace,
        survey=survey,
        number=survey.version + 1,
        definition=write_definition(asked),
        published_at=timezone.now(),
    )
    survey.definition, survey.version = version.definition, version.number
    survey.save()
    return survey
