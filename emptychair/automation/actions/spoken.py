"""Fields of texts as they are read aloud: "Call {name}" as "Call [name]", in Japanese in words."""

from django.utils.translation import pgettext

from emptychair.kit.masking import cut_whole

LONGEST = 160


def spoken(text: str) -> str:
    """The text with words in place of fields."""
    words = {
        "{name}": pgettext("field", "[name]"),
        "{company}": pgettext("field", "[company]"),
        "{plan}": pgettext("field", "[plan]"),
        "{renewal}": pgettext("field", "[renewal]"),
        "{owner}": pgettext("field", "[owner]"),
        "{sender}": pgettext("field", "[sender]"),
    }
    for field, said in words.items():
        text = text.replace(field, said)
    return cut_whole(text, LONGEST)
