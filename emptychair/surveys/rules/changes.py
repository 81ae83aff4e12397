"""What is different between what a survey asks and what it shall ask, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from emptychair.surveys.rules.scales import points_of
from emptychair.surveys.rules.translating import words_of
from emptychair.surveys.types.definition import Definition, Option, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference as a code. `where` is as in `Problem`; `weighs` when it concerns the score:
    then nobody but its author can say whether the trend still means the same.
    """

    code: str
    where: str
    parameters: dict[str, Any] = field(default_factory=dict)
    weighs: bool = False


def changes_between(before: Definition, after: Definition) -> list[Change]:
    """Everything that is different, the questions first."""
    return [
        *_questions(before, after),
        *_words(before, after),
        *_pages(before, after),
        *_endings(before, after),
        *_whole(before, after),
    ]


def _questions(before: Definition, after: Definition) -> Iterator[Change]:
    old = {one.key: one for one in before.questions}
    new = {one.key: one for one in after.questions}
    for key in old.keys() - new.keys():
        yield Change(
            code="question-out",
            where=f"question:{key}",
            parameters={"title": _title(old[key], before)},
            weighs=key == before.score,
        )
    for key, question in new.items():
        where = f"question:{key}"
        if key not in old:
            yield Change(code="question-in", where=where)
            continue
        yield from _question(where, old[key], question, weighs=key == after.score)
    stayed = [key for key in old if key in new]
    if stayed != [key for key in new if key in old]:
        yield Change(code="order", where="survey", weighs=_moved_main(before, after))


def _question(where: str, old: Question, new: Question, *, weighs: bool) -> Iterator[Change]:
    if (old.kind, points_of(old)) != (new.kind, points_of(new)):
        yield Change(code="scale", where=where, weighs=weighs)
    for code, name in (("required", "required"), ("optional", "required")):
        if getattr(old, name) != getattr(new, name) and new.required == (code == "required"):
            yield Change(code=code, where=where)
    if old.look != new.look:
        yield Change(code="look", where=where, weighs=weighs)
    if old.show_if != new.show_if:
        yield Change(code="condition", where=where, weighs=weighs)
    if (old.least, old.most) != (new.least, new.most):
        yield Change(code="limits", where=where)
    if old.random_order != new.random_order:
        yield Change(code="random" if new.random_order else "fixed", where=where)
    if old.why_of != new.why_of:
        yield Change(code="why-of", where=where)
    yield from _options(where, old.options, new.options)
    yield from _options(where, old.rows, new.rows)


def _options(where: str, old: tuple[Option, ...], new: tuple[Option, ...]) -> Iterator[Change]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    for key, one in after.items():
        if key not in before:
            yield Change(code="option-in", where=where, parameters={"label": _first(one.label)})
        elif one.picture != before[key].picture:
            yield Change(code="picture", where=where, parameters={"label": _first(one.label)})
    for key, one in before.items():
        if key not in after:
            yield Change(code="option-out", where=where, parameters={"label": _first(one.label)})


def _words(before: Definition, after: Definition) -> Iterator[Change]:
    old = {one.path: one for one in words_of(before)}
    for one in words_of(after):
        was = old.get(one.path)
        if was is None:
            continue
        for language, text in one.texts.items():
            stood = was.texts.get(language, "")
            if stood.strip() == text.strip() or language not in after.languages:
                continue
            is_main = one.where == f"question:{after.score}" and bool(stood)
            yield Change(
                code="words" if stood else "translated",
                where=one.where,
                parameters={"before": stood, "after": text, "language": language},
                weighs=is_main and one.part in {"title", "low", "high"},
            )


def _pages(before: Definition, after: Definition) -> Iterator[Change]:
    old = {one.key: one for one in before.pages}
    if len(before.pages) != len(after.pages):
        yield Change(code="pages", where="survey", parameters={"count": len(after.pages)})
    for page in after.pages:
        if page.key in old and old[page.key].show_if != page.show_if:
            yield Change(code="condition", where=f"page:{page.key}")


def _endings(before: Definition, after: Definition) -> Iterator[Change]:
    old, new = {one.key: one for one in before.endings}, {one.key: one for one in after.endings}
    for key, ending in new.items():
        where = f"ending:{key}"
        if key not in old:
            yield Change(code="ending-in", where=where)
            continue
        if old[key].show_if != ending.show_if:
            yield Change(code="condition", where=where)
        if (old[key].kind, old[key].link) != (ending.kind, ending.link):
            yield Change(code="ending", where=where)
    for key in old.keys() - new.keys():
        title = _first(old[key].title)
        yield Change(code="ending-out", where=f"ending:{key}", parameters={"title": title})


def _whole(before: Definition, after: Definition) -> Iterator[Change]:
    if before.score != after.score:
        yield Change(code="score", where="survey", weighs=True)
    for language in after.languages:
        if language not in before.languages:
            yield Change(code="language-in", where="survey", parameters={"language": language})
    for language in before.languages:
        if language not in after.languages:
            yield Change(code="language-out", where="survey", parameters={"language": language})
    if before.main_language != after.main_language:
        parameters = {"language": after.main_language}
        yield Change(code="main-language", where="survey", parameters=parameters)
    if before.hidden != after.hidden:
        yield Change(code="hidden", where="survey")


def _moved_main(before: Definition, after: Definition) -> bool:
    """Whether the main question is asked earlier or later: what stands before colours it."""
    places = [
        [one.key for one in each.questions].index(each.score)
        for each in (before, after)
        if each.score in {one.key for one in each.questions}
    ]
    return len(set(places)) > 1


def _title(question: Question, definition: Definition) -> str:
    return question.title.get(definition.main_language) or _first(question.title) or question.key


def _first(texts: dict[str, str]) -> str:
    return next((text for text in texts.values() if text.strip()), "")
