"""The editor's list: pages with their questions as somebody reads them, and what is to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.customers.queries.sheet import attributes_of
from emptychair.surveys.change_words import language_name
from emptychair.surveys.finding_words import finding_words
from emptychair.surveys.problem_words import problem_words
from emptychair.surveys.rules.checking import findings_about
from emptychair.surveys.rules.drafting import questions_before
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.rules.problems import problems_of
from emptychair.surveys.services.versions import problems_before_publishing
from emptychair.surveys.types.definition import Definition, Ending, Page, Question
from emptychair.web.surveys.questions_condition import (
    OWN_FACTS,
    Subject,
    condition_words,
    subjects_for,
)
from emptychair.web.surveys.questions_words import BLOCK_NAMES, ENDING_KINDS, KINDS

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

# The check of the structure says these already.
_SAID_TWICE = frozenset({"no_title", "no_label", "gated_review", "bad_link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing to mend, or to look at once more, with the page where that is done."""

    stops: bool
    sentence: str
    where: str
    title: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """One line of the list."""

    key: str
    number: int
    title: str
    kind: str
    tags: tuple[str, ...]
    condition: str
    notes: int
    stops: bool
    mark: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page with its questions."""

    key: str
    number: int
    title: str
    condition: str
    rows: tuple[QuestionRow, ...]
    mark: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRow:
    """One way it ends."""

    key: str
    title: str
    kind: str
    condition: str
    mark: str
    is_review: bool
    is_first: bool
    is_last: bool


def known_subjects(access: Access, definition: Definition, *, key: str = "") -> dict[str, Subject]:
    """What a condition may ask for before a question, or at the end."""
    before = questions_before(definition, key) if key else definition.questions
    return subjects_for(definition, before, known_attributes(access))


def known_attributes(access: Access) -> list[tuple[str, str]]:
    """What is known of customers, key and name."""
    own = {
        "name": _("Name"),
        "segment": _("Segment"),
        "region": _("Region"),
        "language": _("Their language"),
        "title": _("Job title"),
    }
    found = {key: str(own[key]) for key in OWN_FACTS}
    found |= {one.key: one.label for one in attributes_of(access) if one.applies_to == "person"}
    return list(found.items())


def notes_of(access: Access, survey: "Survey", definition: Definition) -> list[Note]:
    """What the check found, what must be mended first."""
    earlier = problems_before_publishing(access, survey) or problems_of(definition)
    found = [
        _note(survey, definition, one.where, problem_words(one.code, one.parameters), stops=True)
        for one in earlier
    ]
    for one in findings_about(definition, privacy=survey.privacy):
        if one.code in _SAID_TWICE:
            continue
        is_ending = one.where in {each.key for each in definition.endings}
        where = f"{'ending' if is_ending else 'question'}:{one.where}" if one.where else "survey"
        found.append(
            _note(
                survey,
                definition,
                where,
                finding_words(one.code, one.parameters),
                stops=one.level == "stop",
                language=one.language,
            )
        )
    return sorted(found, key=lambda each: not each.stops)


def _note(
    survey: "Survey",
    definition: Definition,
    where: str,
    sentence: str,
    *,
    stops: bool,
    language: str = "",
) -> Note:
    return Note(
        stops=stops,
        sentence=sentence,
        where=where,
        title=title_at(definition, where),
        address=address_at(survey, where),
        language=language_name(language) if language else "",
    )


def address_at(survey: "Survey", where: str) -> str:
    """The page where something is mended."""
    what, _mark, key = where.partition(":")
    routes = {"question": "survey-question", "page": "survey-page", "ending": "survey-ending"}
    if what in routes and key:
        return reverse(routes[what], args=[survey.pk, key])
    return reverse("survey-questions", args=[survey.pk])


def title_at(definition: Definition, where: str) -> str:
    """What it is called there; a question by its number and words."""
    what, _mark, key = where.partition(":")
    if what == "question":
        for number, one in enumerate(definition.questions, 1):
            if one.key == key:
                return f"{number}. {_title(one, definition)}"
    if what == "page":
        keys = [one.key for one in definition.pages]
        return _("Page %(number)s") % {"number": keys.index(key) + 1 if key in keys else "?"}
    if what == "ending":
        titles = [one.title for one in definition.endings if one.key == key]
        return _("Ending “%(title)s”") % {"title": _words(titles[0], definition) if titles else key}
    return _("The whole survey")


def page_rows(
    definition: Definition, notes: Iterable[Note], subjects: dict[str, Subject]
) -> list[PageRow]:
    """All pages as they are listed."""
    told = list(notes)
    numbers = {one.key: number for number, one in enumerate(definition.questions, 1)}
    last = len(definition.pages)
    return [
        PageRow(
            key=page.key,
            number=number,
            title=_words(page.title, definition),
            condition=condition_words(page.show_if, subjects),
            rows=_rows(definition, page, numbers, told, subjects),
            mark=mark_of(page),
            is_first=number == 1,
            is_last=number == last,
        )
        for number, page in enumerate(definition.pages, 1)
    ]


def _rows(
    definition: Definition,
    page: Page,
    numbers: dict[str, int],
    notes: list[Note],
    subjects: dict[str, Subject],
) -> tuple[QuestionRow, ...]:
    found = []
    for one in page.questions:
        own = [note for note in notes if note.where == f"question:{one.key}"]
        found.append(
            QuestionRow(
                key=one.key,
                number=numbers[one.key],
                title=_title(one, definition),
                kind=str(KINDS[one.kind].name),
                tags=tuple(_tags(one, definition)),
                condition=condition_words(one.show_if, subjects),
                notes=len(own),
                stops=any(note.stops for note in own),
                mark=mark_of(one),
                is_first=numbers[one.key] == 1 and page == definition.pages[0],
                is_last=numbers[one.key] == len(numbers) and page == definition.pages[-1],
            )
        )
    return tuple(found)


def _tags(question: Question, definition: Definition) -> Iterable[str]:
    if question.key == definition.score:
        yield _("main score")
    if question.required:
        yield _("must be answered")
    if question.why_of:
        yield _("the why")
    if question.block:
        yield str(BLOCK_NAMES.get(question.block, question.block))
    if question.random_order:
        yield _("order by chance")


def ending_rows(definition: Definition, subjects: dict[str, Subject]) -> list[EndingRow]:
    """All endings as they are listed."""
    last = len(definition.endings)
    return [
        EndingRow(
            key=one.key,
            title=_words(one.title, definition) or _("(no words yet)"),
            kind=str(ENDING_KINDS[one.kind].name),
            condition=condition_words(one.show_if, subjects),
            mark=mark_of(one),
            is_review=one.kind == "review",
            is_first=number == 1,
            is_last=number == last,
        )
        for number, one in enumerate(definition.endings, 1)
    ]


def ending_with(definition: Definition, key: str) -> Ending | None:
    """The ending with this key."""
    return next((one for one in definition.endings if one.key == key), None)


def _title(question: Question, definition: Definition) -> str:
    return _words(question.title, definition) or _("(no words yet)")


def _words(texts: dict[str, str], definition: Definition) -> str:
    return spoken(texts, definition.main_language, definition)
