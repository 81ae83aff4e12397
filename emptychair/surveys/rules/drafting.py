"""Changing what is being written: questions, pages and endings put in, moved, copied, taken out.

A definition is never changed in place; each of these gives a new one. What points at something
that was taken out stays as it is, so that the check can say so.
"""

from collections.abc import Iterable
from itertools import count
from typing import Literal, TypeVar

from msgspec.structs import replace

from emptychair.surveys.rules.scales import metric_of
from emptychair.surveys.types.definition import Definition, Ending, Page, Question

Step = Literal[-1, 1]
_T = TypeVar("_T")


def fresh_key(word: str, taken: Iterable[str]) -> str:
    """`word`, or `word_2` and so on where that was used before."""
    used = set(taken)
    if word not in used:
        return word
    return next(key for key in (f"{word}_{number}" for number in count(2)) if key not in used)


def question_with(definition: Definition, key: str) -> Question | None:
    """The question with this key."""
    return next((one for one in definition.questions if one.key == key), None)


def page_of(definition: Definition, key: str) -> Page | None:
    """The page on which a question stands."""
    return next(
        (page for page in definition.pages if any(one.key == key for one in page.questions)), None
    )


def questions_before(definition: Definition, key: str) -> tuple[Question, ...]:
    """The questions before one; all where it is not there yet."""
    keys = [one.key for one in definition.questions]
    return definition.questions[: keys.index(key)] if key in keys else definition.questions


def put_question(
    definition: Definition, question: Question, *, page: str = "", after: str = ""
) -> Definition:
    """The question in place of the one with its key, or behind `after`, or last on the page.

    The first question that measures something becomes the main one.
    """
    if question_with(definition, question.key) is not None:
        pages = tuple(
            replace(
                one,
                questions=tuple(question if q.key == question.key else q for q in one.questions),
            )
            for one in definition.pages
        )
    else:
        pages = _with_new(definition.pages, question, page, after)
    changed = replace(definition, pages=pages)
    main = question_with(changed, changed.score)
    if main is None and metric_of(question):
        changed = replace(changed, score=question.key)
    return changed


def take_out_question(definition: Definition, key: str) -> Definition:
    """Without the question, and without its page where nothing else stands on it."""
    home = page_of(definition, key)
    pages = []
    for page in definition.pages:
        left = tuple(one for one in page.questions if one.key != key)
        is_bare = page is home and not left and len(definition.pages) > 1
        if not is_bare:
            pages.append(replace(page, questions=left))
    score = "" if definition.score == key else definition.score
    return replace(definition, pages=tuple(pages), score=score)


def move_question(definition: Definition, key: str, step: Step) -> Definition:
    """One place up or down; over the edge of a page onto the next one."""
    home = page_of(definition, key)
    if home is None:
        return definition
    here = definition.pages.index(home)
    place = [one.key for one in home.questions].index(key)
    if 0 <= place + step < len(home.questions):
        questions = _swapped(home.questions, place, place + step)
        return _with_page(definition, here, replace(home, questions=questions))
    there = here + step
    if not 0 <= there < len(definition.pages):
        return definition
    question = home.questions[place]
    rest = tuple(one for one in home.questions if one.key != key)
    other = definition.pages[there]
    joined = (question, *other.questions) if step == 1 else (*other.questions, question)
    changed = _with_page(definition, here, replace(home, questions=rest))
    return _with_page(changed, there, replace(other, questions=joined))


def copy_question(definition: Definition, key: str, taken: Iterable[str]) -> Definition:
    """The same question once more, right below, under a key of its own."""
    question = question_with(definition, key)
    if question is None:
        return definition
    twin = replace(question, key=fresh_key(_stem(key), taken))
    return put_question(definition, twin, after=key)


def add_page(definition: Definition, *, after: str = "", taken: Iterable[str] = ()) -> Definition:
    """An empty page behind another one, or last."""
    keys = [page.key for page in definition.pages]
    fresh = Page(key=fresh_key("page", {*keys, *taken}), questions=())
    place = keys.index(after) + 1 if after in keys else len(keys)
    pages = (*definition.pages[:place], fresh, *definition.pages[place:])
    return replace(definition, pages=pages)


def put_page(definition: Definition, page: Page) -> Definition:
    """The page in place of the one with its key."""
    pages = tuple(page if one.key == page.key else one for one in definition.pages)
    return replace(definition, pages=pages)


def move_page(definition: Definition, key: str, step: Step) -> Definition:
    """One place up or down."""
    place = [page.key for page in definition.pages].index(key)
    if not 0 <= place + step < len(definition.pages):
        return definition
    return replace(definition, pages=_swapped(definition.pages, place, place + step))


def take_out_page(definition: Definition, key: str) -> Definition:
    """Without the page and what stands on it; the last page stays, empty."""
    gone = next(page for page in definition.pages if page.key == key)
    left = tuple(page for page in definition.pages if page.key != key)
    is_main = any(one.key == definition.score for one in gone.questions)
    return replace(
        definition,
        pages=left or (replace(gone, questions=()),),
        score="" if is_main else definition.score,
    )


def put_ending(definition: Definition, ending: Ending) -> Definition:
    """The ending in place of the one with its key; a new one stands before the last.

    The last ending is for everybody, so a new one without a condition goes behind it.
    """
    keys = [one.key for one in definition.endings]
    if ending.key in keys:
        endings = tuple(ending if one.key == ending.key else one for one in definition.endings)
    elif ending.show_if is None or not definition.endings:
        endings = (*definition.endings, ending)
    else:
        endings = (*definition.endings[:-1], ending, definition.endings[-1])
    return replace(definition, endings=endings)


def move_ending(definition: Definition, key: str, step: Step) -> Definition:
    """One place up or down: the first that fits is shown."""
    place = [one.key for one in definition.endings].index(key)
    if not 0 <= place + step < len(definition.endings):
        return definition
    return replace(definition, endings=_swapped(definition.endings, place, place + step))


def take_out_ending(definition: Definition, key: str) -> Definition:
    """Without the ending."""
    return replace(definition, endings=tuple(one for one in definition.endings if one.key != key))


def add_block(definition: Definition, block: Iterable[Question], *, page: str) -> Definition:
    """The questions of a ready block, each once: what is there already stays where it is."""
    for question in block:
        if question_with(definition, question.key) is None:
            definition = put_question(definition, question, page=page)
    return definition


def keys_of(definition: Definition) -> set[str]:
    """All keys of questions."""
    return {one.key for one in definition.questions}


def _with_new(
    pages: tuple[Page, ...], question: Question, page: str, after: str
) -> tuple[Page, ...]:
    if not pages:
        return (Page(key=page or "page", questions=(question,)),)
    homes = [one.key for one in pages if any(q.key == after for q in one.questions)]
    wanted = (homes or [one.key for one in pages if one.key == page] or [pages[-1].key])[0]
    found = []
    for one in pages:
        if one.key != wanted:
            found.append(one)
            continue
        keys = [q.key for q in one.questions]
        place = keys.index(after) + 1 if after in keys else len(keys)
        questions = (*one.questions[:place], question, *one.questions[place:])
        found.append(replace(one, questions=questions))
    return tuple(found)


def _with_page(definition: Definition, place: int, page: Page) -> Definition:
    pages = (*definition.pages[:place], page, *definition.pages[place + 1 :])
    return replace(definition, pages=pages)


def _swapped(items: tuple[_T, ...], one: int, other: int) -> tuple[_T, ...]:
    found = list(items)
    found[one], found[other] = found[other], found[one]
    return tuple(found)


def _stem(key: str) -> str:
    head, _, tail = key.rpartition("_")
    return head if head and tail.isdecimal() else key
