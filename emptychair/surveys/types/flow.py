"""What is known while somebody answers, and what is wrong with a definition."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emptychair.surveys.types.definition import AnswerValue, Scalar

Answers = Mapping[str, AnswerValue]  # by key of the question


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What conditions and piping may ask for beside the answers.

    `attributes` are of the customer, `hidden` came with the link; `touchpoint` is its name.
    """

    language: str = "ja"
    attributes: Mapping[str, Scalar] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    company: str = ""
    touchpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: `where` is `survey` or `page:KEY`, `question:KEY`, `ending:KEY`."""

    where: str
    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
