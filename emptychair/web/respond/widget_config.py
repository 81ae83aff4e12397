"""A survey as the widget and the kiosk need it: one language, only what a visitor may know."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from emptychair.accounts.access import Access
from emptychair.surveys.queries.collectors import PlaceVisit
from emptychair.surveys.queries.definitions import definition_of
from emptychair.surveys.rules.conditions import about_score
from emptychair.surveys.rules.definition import score_question
from emptychair.surveys.rules.piping import marks_in, spoken
from emptychair.surveys.rules.scales import band_of, steps_of
from emptychair.surveys.rules.validation import CONTACT_PARTS, longest_text, most_choices
from emptychair.surveys.services.facts import facts_for
from emptychair.surveys.services.sitting import spoken_language
from emptychair.surveys.types import CollectorKind
from emptychair.surveys.types.definition import (
    Condition,
    Definition,
    Ending,
    Option,
    Page,
    Question,
    QuestionKind,
)
from emptychair.web.respond.fields import TEMPLATES
from emptychair.web.respond.widget_words import buttons, kiosk_words, mistakes_of
from emptychair.web.respond.words import (
    CONTACT,
    NAMES,
    direction,
    ends_of,
    limits_of,
    steps_in_words,
    ui_language,
)

BEHAVIOUR = ("show", "triggers", "look", "remember", "again_days", "idle_seconds")


def config_of(visit: PlaceVisit, *, wishes: tuple[str, ...]) -> dict[str, Any]:
    """Everything that is needed to ask; no name, no number of anybody."""
    collector = visit.collector
    definition = definition_of(visit.access, collector.survey)
    language = spoken_language(definition, "", tuple(one for one in wishes if one))
    facts = facts_for(visit.access, collector.survey, language=language, collector=collector)
    with translation.override(ui_language(language)):
        reader = _Reader(definition, language, visit.access.workspace.pk)
        words = buttons()
        if collector.kind == CollectorKind.KIOSK:
            words |= kiosk_words()
        return {
            "language": language,
            "direction": direction(language),
            "languages": [[one, NAMES.get(one.lower(), one)] for one in definition.languages],
            "company": facts.company,
            "touchpoint": facts.touchpoint or facts.company,
            "words": words,
            "score": definition.score,
            "bands": _bands(definition),
            "hidden": {one.name: one.usual for one in definition.hidden},
            "pages": [reader.page(one) for one in definition.pages],
            "endings": [reader.ending(one) for one in definition.endings],
            **{key: collector.settings[key] for key in BEHAVIOUR if key in collector.settings},
        }


def attributes_in(access: Access, visit: PlaceVisit) -> frozenset[str]:
    """The attributes of a customer that conditions and texts ask for."""
    definition = definition_of(access, visit.collector.survey)
    found: set[str] = set()
    owners: list[Page | Question | Ending] = [*definition.pages, *definition.questions]
    for owner in (*owners, *definition.endings):
        for clause in owner.show_if.clauses if owner.show_if else ():
            kind, _, name = clause.subject.partition(":")
            found |= {name} if kind == "attribute" else set()
        for text in _texts(owner):
            found |= {name for kind, name in marks_in(text) if kind == "attribute"}
    return frozenset(found)


def _texts(owner: Page | Question | Ending) -> list[str]:
    wanted = (owner.title, getattr(owner, "help", {}), getattr(owner, "text", {}))
    return [text for texts in wanted for text in texts.values()]


def _bands(definition: Definition) -> dict[str, str]:
    """The band of each point of the main question, for conditions."""
    main = score_question(definition)
    found = {str(step): band_of(main, step) for step in steps_of(main)} if main else {}
    return {step: str(band) for step, band in found.items() if band}


class _Reader:
    """Takes what one language needs out of a definition. What is empty is left out."""

    def __init__(self, definition: Definition, language: str, workspace: int) -> None:
        self.definition, self.language, self.workspace = definition, language, workspace

    def page(self, page: Page) -> dict[str, Any]:
        return _full(
            key=page.key,
            title=self._say(page.title),
            when=_condition(page.show_if),
            questions=[self._question(one) for one in page.questions],
        )

    def ending(self, ending: Ending) -> dict[str, Any]:
        condition = ending.show_if
        if ending.kind == "review" and condition is not None:  # never by the score
            kept = tuple(one for one in condition.clauses if not about_score(one, self.definition))
            condition = Condition(clauses=kept, match=condition.match)
        safe = ending.link.startswith(("https://", "http://"))
        return _full(
            kind=ending.kind,
            title=self._say(ending.title),
            text=self._say(ending.text),
            button=self._say(ending.button),
            link=ending.link if safe else "",
            when=_condition(condition),
        )

    def _question(self, one: Question) -> dict[str, Any]:
        shape = TEMPLATES.get(one.kind, "scale")
        by_words = bool(steps_in_words(one)) and one.look != "faces"
        low, high = ends_of(one, self.definition, self.language)
        said, limits = self._say(one.help), limits_of(one)
        return _full(
            key=one.key,
            shape=shape,
            title=self._say(one.title),
            help=" ".join(part for part in (said, limits) if part),
            required=one.required,
            look="words" if by_words else "" if one.look == "numbers" else one.look,
            low="" if by_words else low,
            high="" if by_words else high,
            steps=_steps(one) if shape in {"scale", "matrix"} else [],
            options=[self._option(option) for option in one.options],
            rows=self._parts(one) if shape == "contact" else [self._option(r) for r in one.rows],
            most=_most(one),
            least=one.least,
            longest=longest_text(one) if shape in {"short", "long"} else 0,
            shuffle=one.random_order,
            when=_condition(one.show_if),
            says=mistakes_of(one),
        )

    def _option(self, one: Option) -> dict[str, Any]:
        picture = (
            reverse("answer-picture", args=[self.workspace, one.picture]) if one.picture else ""
        )
        return _full(
            key=one.key,
            label=self._say(one.label),
            picture=picture,
            other=one.is_other,
            none=one.is_none,
            stays=one.stays or one.is_other or one.is_none,
        )

    def _parts(self, one: Question) -> list[dict[str, Any]]:
        own = {row.key: self._say(row.label) for row in one.rows}
        return [
            {
                "key": part,
                "label": own.get(part) or str(CONTACT[part][0]),
                "type": CONTACT[part][1],
                "autocomplete": CONTACT[part][2],
            }
            for part in CONTACT_PARTS
            if not own or part in own
        ]

    def _say(self, texts: dict[str, str]) -> str:
        return spoken(texts, self.language, self.definition)


def _most(one: Question) -> float | None:
    if one.options:
        return most_choices(one)
    return one.most if one.kind is QuestionKind.NUMBER else None


def _steps(one: Question) -> list[list[Any]]:
    """Value and label of each point."""
    words = steps_in_words(one)
    return [[step, words[turn] if words else str(step)] for turn, step in enumerate(steps_of(one))]


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None or not condition.clauses:
        return None
    return {
        "any": condition.match == "any",
        "clauses": [[one.subject, one.operator, one.value] for one in condition.clauses],
    }


def _full(**parts: Any) -> dict[str, Any]:
    return {key: one for key, one in parts.items() if one not in (None, "", [], {}, False)}
