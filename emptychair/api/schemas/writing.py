"""What a survey asks, in and out."""

from typing import Any

from ninja import Field, Schema


class DefinitionOut(Schema):
    """What is being written. `mark` is another one as soon as anything differs."""

    definition: dict[str, Any]
    mark: str
    version: int = Field(description="That is asked now; 0 where none was published yet")
    is_published: bool = Field(description="Whether this is what is asked now")


class DefinitionIn(Schema):
    """The whole survey; it is asked when it is published."""

    definition: dict[str, Any]
    seen: str = Field("", description="The mark you read; refused if it changed meanwhile")


class ProblemOut(Schema):
    """Something to mend (stop) or to look at once more (look)."""

    level: str
    code: str
    where: str
    language: str
    sentence: str


class CheckOut(Schema):
    """What the check found, and about how many seconds answering takes, by language."""

    found: list[ProblemOut]
    seconds: dict[str, int]


class PublishIn(Schema):
    """Whether the main question still means the same, so that the trend goes on."""

    same_meaning: bool
    note: str = ""
    seen: str = ""


class VersionOut(Schema):
    """What is asked from now on."""

    number: int
    same_meaning: bool
    note: str
