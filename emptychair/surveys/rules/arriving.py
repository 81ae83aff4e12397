"""What somebody brings along who comes to a survey: a language, and values with the link."""

from collections.abc import Mapping

from emptychair.surveys.types.definition import Definition

LONGEST_HIDDEN = 200


def hidden_values(definition: Definition, given: Mapping[str, str]) -> dict[str, str]:
    """What the survey wants to know of what came with the link, with what is usual."""
    found = {}
    for one in definition.hidden:
        value = " ".join(given.get(one.name, "").split())[:LONGEST_HIDDEN] or one.usual
        if value:
            found[one.name] = value
    return found


def spoken_language(definition: Definition, wish: str, known: tuple[str, ...]) -> str:
    """The first wish that the survey speaks, else its main language."""
    for one in (wish, *known):
        code = one.replace("_", "-").lower()
        for offered in definition.languages:
            if offered.lower() in {code, code.split("-")[0]}:
                return offered
    return definition.main_language
