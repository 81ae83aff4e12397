"""What a check found, as a code with plain values; `finding_words` makes the sentence."""

from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["stop", "look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend or to look at. `where` is the key of a question or an ending."""

    code: str
    level: Level = "look"
    where: str = ""
    language: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
