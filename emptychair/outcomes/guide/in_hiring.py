"""Hiring, industry by industry: a ward fills shifts, a software house one chair, a site hands.

Written by us from the questions one asks in such a talk; no source outside is claimed for it.
"""

from django.utils.translation import pgettext_lazy

from emptychair.outcomes.guide.types import InIndustry, Job

IN_HIRING = (
    InIndustry(
        "hr",
        "care",
        pgettext_lazy("guide", "More nurses, or fewer who give up the night shift?"),
        (
            Job(
                "nights",
                pgettext_lazy("guide", "Nights covered without asking the same people again"),
                pgettext_lazy(
                    "guide",
                    "Who took the last night that nobody wanted, and how often was it they?",
                ),
                pgettext_lazy("guide", "Shifts filled by overtime a month"),
                pgettext_lazy("guide", "shifts"),
                "down",
            ),
            Job(
                "alone",
                pgettext_lazy("guide", "New nurses who carry a shift sooner"),
                pgettext_lazy(
                    "guide",
                    "When did the last one go through a shift alone, and what was missing before?",
                ),
                pgettext_lazy("guide", "Weeks until a new nurse works a shift alone"),
                pgettext_lazy("guide", "weeks"),
                "down",
            ),
        ),
    ),
    InIndustry(
        "hr",
        "saas",
        pgettext_lazy(
            "guide", "One more engineer soon, or one whom you would still choose in two years?"
        ),
        (
            Job(
                "accept",
                pgettext_lazy("guide", "Those we want say yes"),
                pgettext_lazy("guide", "Who turned you down last, and where do they work now?"),
                pgettext_lazy("guide", "Offers accepted"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "ship",
                pgettext_lazy("guide", "New engineers whose work is live sooner"),
                pgettext_lazy("guide", "What did the last one wait for in the first two weeks?"),
                pgettext_lazy("guide", "Days until the first change of a new engineer is live"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
        ),
    ),
    InIndustry(
        "hr",
        "food",
        pgettext_lazy("guide", "More part-timers, or fewer who are gone within three months?"),
        (
            Job(
                "three",
                pgettext_lazy("guide", "Part-timers who stay beyond three months"),
                pgettext_lazy(
                    "guide",
                    "On which day did the last one not come any more, and what had happened the "
                    "day before?",
                ),
                pgettext_lazy("guide", "Part-timers still there after three months"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "roster",
                pgettext_lazy("guide", "A roster that is full in time"),
                pgettext_lazy("guide", "How late on which day is next week’s roster full?"),
                pgettext_lazy("guide", "Shifts still open three days before"),
                pgettext_lazy("guide", "shifts"),
                "down",
            ),
        ),
    ),
    InIndustry(
        "hr",
        "factory",
        pgettext_lazy(
            "guide", "Somebody at the machine tomorrow, or somebody who learns the trade?"
        ),
        (
            Job(
                "skills",
                pgettext_lazy("guide", "Work that more than one can do"),
                pgettext_lazy(
                    "guide", "Which machine stands still when one particular person is ill?"
                ),
                pgettext_lazy("guide", "Jobs that only one person can do"),
                pgettext_lazy("guide", "jobs"),
                "down",
            ),
        ),
    ),
    InIndustry(
        "hr",
        "building",
        pgettext_lazy(
            "guide", "More hands on site, or young people who stay until they are qualified?"
        ),
        (
            Job(
                "qualified",
                pgettext_lazy("guide", "Young people who stay until they are qualified"),
                pgettext_lazy(
                    "guide",
                    "Of those who began three years ago, who is still there, and who left when?",
                ),
                pgettext_lazy("guide", "Apprentices still there after three years"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
    ),
    InIndustry(
        "hr",
        "logistics",
        pgettext_lazy("guide", "More drivers, or fewer hours for the drivers you have?"),
        (
            Job(
                "ramp",
                pgettext_lazy("guide", "Drivers who wait less"),
                pgettext_lazy(
                    "guide", "At whose ramp do they wait longest, and who could change that?"
                ),
                pgettext_lazy("guide", "Hours a driver waits a week"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
        ),
    ),
)
