"""The interview guide: concrete choices, since "what is your KPI?" gets a blank look.

The talk is about the last time, not about wishes: what happened, what else they tried, what they
gave up. Choices are read out, the customer's own words are written down.
"""

from emptychair.outcomes.guide.business import BUSINESS
from emptychair.outcomes.guide.in_hiring import IN_HIRING
from emptychair.outcomes.guide.in_selling import IN_SELLING
from emptychair.outcomes.guide.in_working import IN_WORKING
from emptychair.outcomes.guide.industries import ALTERNATIVES, INDUSTRIES, SITUATIONS
from emptychair.outcomes.guide.types import Choice, Department, Industry, InIndustry, Job, Text
from emptychair.outcomes.guide.work import WORK

__all__ = [
    "DEPARTMENTS",
    "IN_INDUSTRY",
    "OF_INDUSTRY",
    "OTHER",
    "Choice",
    "Department",
    "InIndustry",
    "Industry",
    "Job",
    "Text",
    "alternatives_for",
    "job_label",
    "job_with",
    "job_words",
    "jobs_for",
    "labels_of",
    "question_for",
    "situations_for",
]
DEPARTMENTS: dict[str, Department] = {one.code: one for one in (*BUSINESS, *WORK)}
OF_INDUSTRY: dict[str, Industry] = {one.code: one for one in INDUSTRIES}
IN_INDUSTRY: dict[tuple[str, str], InIndustry] = {
    (one.department, one.industry): one for one in (*IN_HIRING, *IN_SELLING, *IN_WORKING)
}
OTHER = "other"  # a job in the customer's own words


def job_with(code: str) -> Job | None:
    """The job behind "hr.more"; None for one in own words, or one the guide has no more."""
    department, _, own = code.partition(".")
    found = DEPARTMENTS.get(department)
    some = [one.jobs for (of, _industry), one in IN_INDUSTRY.items() if of == department]
    known = (job for jobs in (found.jobs if found else (), *some) for job in jobs)
    return next((one for one in known if one.code == own), None)


def question_for(department: str, industry: str) -> Text:
    """The either-or with which the talk begins: that of the industry where it asks otherwise."""
    found = IN_INDUSTRY.get((department, industry))
    return found.question if found else DEPARTMENTS[department].question


def jobs_for(department: str, industry: str) -> tuple[Job, ...]:
    """What may be wanted done: of the industry first, without what nobody there would name."""
    found, jobs = IN_INDUSTRY.get((department, industry)), DEPARTMENTS[department].jobs
    if found is None:
        return jobs
    return (*found.jobs, *(one for one in jobs if one.code not in found.without))


def job_words(code: str) -> Text:
    """What a job is called; the code itself where the guide does not know it."""
    found = job_with(code)
    return found.label if found else code


def job_label(code: str) -> Text:
    """What a job is called; nothing for one in the customer's own words."""
    return "" if code.endswith(f".{OTHER}") else job_words(code)


def situations_for(industry: str) -> tuple[Choice, ...]:
    """What may have set it off: of the industry first."""
    found = OF_INDUSTRY.get(industry)
    return (*(found.situations if found else ()), *SITUATIONS)


def alternatives_for(industry: str) -> tuple[Choice, ...]:
    """What competes with us: of the industry first."""
    found = OF_INDUSTRY.get(industry)
    return (*(found.alternatives if found else ()), *ALTERNATIVES)


def labels_of(codes: list[str], choices: tuple[Choice, ...]) -> list[Text]:
    """The words of chosen codes, in the guide's order."""
    return [one.label for one in choices if one.code in codes]
