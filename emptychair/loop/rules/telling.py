"""The mail with which those who asked are told, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass

NAME = "{name}"


@dataclass(frozen=True, slots=True)
class TellText:
    """Subject and text in one language; `{name}` stands for the customer."""

    subject: str
    text: str

    def filled_in(self) -> bool:
        """Whether both have words."""
        return bool(self.subject.strip() and self.text.strip())

    def for_name(self, name: str) -> "TellText":
        """The same for one customer."""
        return TellText(self.subject.replace(NAME, name), self.text.replace(NAME, name).strip())


def text_for(language: str, texts: Mapping[str, TellText], *, own: str) -> TellText | None:
    """The text in the customer's language; in the workspace's `own` for who has said none.

    None for a language in which nothing was written: nobody is told in words they cannot read.
    """
    found = texts.get(language.partition("-")[0] or own)
    return found if found and found.filled_in() else None
