"""All words of a survey that customers read, one by one, with an address each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from emptychair.surveys.types.definition import Definition, Ending, Option, Page, Question, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text. `path` never changes; `part` says what it is: title, help, option, ..."""

    path: str
    where: str  # `page:KEY`, `question:KEY`, `ending:KEY`
    part: str
    texts: Texts
    number: int = 0  # of a choice or row, from 1


def words_of(definition: Definition) -> list[Words]:
    """Every text there is something in, in the order people read them."""
    found: list[Words] = []
    for page in definition.pages:
        found.extend(_of(f"page:{page.key}", {"title": page.title}))
        for question in page.questions:
            where = f"question:{question.key}"
            found.extend(_of(where, _texts(question)))
            found.extend(_labels(where, "option", question.options))
            found.extend(_labels(where, "row", question.rows))
    for ending in definition.endings:
        texts = {"title": ending.title, "text": ending.text, "button": ending.button}
        found.extend(_of(f"ending:{ending.key}", texts))
    return [one for one in found if any(text.strip() for text in one.texts.values())]


def missing_in(definition: Definition, language: str) -> list[Words]:
    """What has no words in a language; the main language stands in for it."""
    return [one for one in words_of(definition) if not one.texts.get(language, "").strip()]


def with_words(definition: Definition, language: str, given: Mapping[str, str]) -> Definition:
    """The definition with these texts in a language, by path; an empty one is taken out."""

    def put(texts: Texts, path: str) -> Texts:
        if path not in given:
            return texts
        rest = {code: text for code, text in texts.items() if code != language}
        said = given[path].strip()
        return {**rest, language: said} if said else rest

    def labelled(options: tuple[Option, ...], path: str) -> tuple[Option, ...]:
        return tuple(replace(one, label=put(one.label, f"{path}:{one.key}")) for one in options)

    def question(one: Question) -> Question:
        where = f"question:{one.key}"
        changed = {part: put(texts, f"{where}:{part}") for part, texts in _texts(one).items()}
        return replace(
            one,
            **changed,
            options=labelled(one.options, f"{where}:option"),
            rows=labelled(one.rows, f"{where}:row"),
        )

    def page(one: Page) -> Page:
        return replace(
            one,
            title=put(one.title, f"page:{one.key}:title"),
            questions=tuple(question(each) for each in one.questions),
        )

    def ending(one: Ending) -> Ending:
        where = f"ending:{one.key}"
        return replace(
            one,
            title=put(one.title, f"{where}:title"),
            text=put(one.text, f"{where}:text"),
            button=put(one.button, f"{where}:button"),
        )

    return replace(
        definition,
        pages=tuple(page(one) for one in definition.pages),
        endings=tuple(ending(one) for one in definition.endings),
    )


def _texts(question: Question) -> dict[str, Texts]:
    return {
        "title": question.title,
        "help": question.help,
        "low": question.low,
        "high": question.high,
    }


def _of(where: str, texts: Mapping[str, Texts]) -> Iterator[Words]:
    for part, words in texts.items():
        yield Words(path=f"{where}:{part}", where=where, part=part, texts=words)


def _labels(where: str, part: str, options: tuple[Option, ...]) -> Iterator[Words]:
    for number, one in enumerate(options, 1):
        yield Words(
            path=f"{where}:{part}:{one.key}",
            where=where,
            part=part,
            texts=one.label,
            number=number,
        )
