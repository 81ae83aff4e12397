"""What the interview guide is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One concrete answer to choose."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody may want done, the question that follows, and a number that would show it."""

    code: str
    label: Text
    follow_up: Text
    kpi: Text
    unit: Text
    direction: str


@dataclass(frozen=True, slots=True)
class Department:
    """Whose work it is, and the either-or with which the talk begins."""

    code: str
    label: Text
    question: Text
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class InIndustry:
    """A department where an industry asks otherwise: its either-or, jobs of its own, and the codes
    of those of the department that nobody there would name.
    """

    department: str
    industry: str
    question: Text
    jobs: tuple[Job, ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Industry:
    """Where they work: a question of theirs, what usually set it off, what competes with us."""

    code: str
    label: Text
    question: Text
    situations: tuple[Choice, ...]
    alternatives: tuple[Choice, ...]
