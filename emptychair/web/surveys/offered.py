"""The templates as somebody chooses among them: by industry, with their length."""

from dataclasses import dataclass

from django.utils.translation import get_language

from emptychair.surveys.rules.checking import seconds_to_answer
from emptychair.surveys.rules.templates import TEMPLATES, Template
from emptychair.surveys.rules.texts import language_for
from emptychair.surveys.types import Metric
from emptychair.web.surveys.questions_words import INDUSTRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One template; how long it takes is an estimate."""

    key: str
    title: str
    when: str
    metric: str
    questions: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry:
    """All templates for one kind of company."""

    key: str
    name: str
    offers: tuple[Offer, ...]


def offered_templates() -> list[Industry]:
    """All templates by industry, in the language of the page."""
    language = language_for(get_language() or "")
    found: dict[str, list[Offer]] = {key: [] for key in INDUSTRIES}
    for one in TEMPLATES.values():
        found[one.industry].append(_offer(one, language))
    return [
        Industry(key=key, name=str(INDUSTRIES[key]), offers=tuple(offers))
        for key, offers in found.items()
        if offers
    ]


def _offer(one: Template, language: str) -> Offer:
    return Offer(
        key=one.key,
        title=one.title[language],
        when=one.when[language],
        metric=str(Metric(one.metric).label) if one.metric else "",
        questions=len(one.definition.questions),
        seconds=seconds_to_answer(one.definition, language),
    )
