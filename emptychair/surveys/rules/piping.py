"""Putting earlier answers and what is known into a text.

`{{answer:KEY}}`, `{{attribute:NAME}}`, `{{hidden:NAME}}`, `{{company}}`, `{{touchpoint}}`; words
after a bar stand where there is nothing: `{{attribute:name|customer}}`. `{company}` and
`{touchpoint}`, as in the texts of short surveys, do as well.

What is put in is plain text, cut to one short line and never read again: markers inside of an
answer stay as they are, and whoever shows it escapes it (templates do by themselves).
"""

import re

from emptychair.surveys.rules.conditions import Values, values_of
from emptychair.surveys.types.definition import Definition, Question
from emptychair.surveys.types.flow import Answers, Facts

LONGEST = 200
_MARK = re.compile(
    r"\{\{\s*(?:(?P<kind>answer|attribute|hidden):(?P<name>[\w.-]{1,120})|(?P<word>company|touchpoint))"
    r"\s*(?:\|(?P<instead>[^{}|]*))?\}\}|\{(?P<short>company|touchpoint)\}"
)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]+")


def pipe(text: str, answers: Answers, facts: Facts, *, definition: Definition | None = None) -> str:
    """The text with what is known put in; with the definition, choices as their labels."""

    def known(found: "re.Match[str]") -> str:
        word = found["word"] or found["short"]
        if word:
            value = facts.company if word == "company" else facts.touchpoint or facts.company
        else:
            value = _value(found["kind"], found["name"], answers, facts, definition)
        return _line(value) or (found["instead"] or "").strip()

    return _MARK.sub(known, text)


def marks_in(text: str) -> list[tuple[str, str]]:
    """What a text asks for, as kind and name; to check it before it is published."""
    return [(one["kind"], one["name"]) for one in _MARK.finditer(text) if one["kind"]]


def spoken(texts: dict[str, str], language: str, definition: Definition | None = None) -> str:
    """The text in a language, else in the main one, else in any."""
    order = [language]
    if definition is not None:
        order += [definition.main_language, *definition.languages]
    for one in order:
        if texts.get(one, "").strip():
            return texts[one]
    return next((text for text in texts.values() if text.strip()), "")


def in_words(question: Question, values: Values, definition: Definition, language: str) -> str:
    """Compared values as somebody reads them: choices by their labels."""
    labels = {one.key: spoken(one.label, language, definition) for one in question.options}
    return ", ".join(labels.get(str(one), _plain(one)) for one in values)


def _value(
    kind: str, name: str, answers: Answers, facts: Facts, definition: Definition | None
) -> str:
    if kind == "attribute":
        value = facts.attributes.get(name, "")
        return _plain(value)
    if kind == "hidden":
        usual = "".join(
            one.usual for one in (definition.hidden if definition else ()) if one.name == name
        )
        return facts.hidden.get(name) or usual
    key, _, row = name.partition(".")
    values = values_of(answers.get(key), row)
    asked = [one for one in (definition.questions if definition else ()) if one.key == key]
    if asked and definition is not None:
        return in_words(asked[0], values, definition, facts.language)
    return ", ".join(_plain(one) for one in values)


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _line(text: str) -> str:
    line = _SPACE.sub(" ", text).strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
