"""Departments for customers, people and money: an either-or, the jobs, a number for each.

Written by us from the questions one asks in such a talk; no source outside is claimed for it.
"""

from django.utils.translation import pgettext_lazy

from emptychair.outcomes.guide.types import Department, Job

BUSINESS = (
    Department(
        "sales",
        pgettext_lazy("guide", "Sales"),
        pgettext_lazy("guide", "More deals, or better ones?"),
        (
            Job(
                "more",
                pgettext_lazy("guide", "More deals to work on"),
                pgettext_lazy(
                    "guide", "How many new conversations a month would change your week?"
                ),
                pgettext_lazy("guide", "New deals a month"),
                pgettext_lazy("guide", "deals"),
                "up",
            ),
            Job(
                "win",
                pgettext_lazy("guide", "Win a larger share of them"),
                pgettext_lazy("guide", "Which deals do you lose, and at which step?"),
                pgettext_lazy("guide", "Deals won of those offered"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "sooner",
                pgettext_lazy("guide", "Close them sooner"),
                pgettext_lazy("guide", "Where does a deal lie waiting, and for whom?"),
                pgettext_lazy("guide", "Days from first talk to order"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
            Job(
                "keep",
                pgettext_lazy("guide", "Keep the customers we have"),
                pgettext_lazy("guide", "Whom did you lose last year without expecting it?"),
                pgettext_lazy("guide", "Customers kept over a year"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "typing",
                pgettext_lazy("guide", "Less paperwork for the salespeople"),
                pgettext_lazy("guide", "What do they write down twice?"),
                pgettext_lazy("guide", "Hours of paperwork a person and week"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
        ),
    ),
    Department(
        "hr",
        pgettext_lazy("guide", "HR and recruiting"),
        pgettext_lazy("guide", "More hires, or better ones?"),
        (
            Job(
                "more",
                pgettext_lazy("guide", "More people hired"),
                pgettext_lazy(
                    "guide",
                    "Which places stay empty longest, and what does an empty one cost a month?",
                ),
                pgettext_lazy("guide", "People hired a quarter"),
                pgettext_lazy("guide", "people"),
                "up",
            ),
            Job(
                "better",
                pgettext_lazy("guide", "People who fit better"),
                pgettext_lazy("guide", "Of those who came last year, whom would you hire again?"),
                pgettext_lazy("guide", "New people still here after a year"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "sooner",
                pgettext_lazy("guide", "A place filled sooner"),
                pgettext_lazy(
                    "guide", "From the day somebody gives notice: what happens, and when?"
                ),
                pgettext_lazy("guide", "Days until a place is filled"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
            Job(
                "stay",
                pgettext_lazy("guide", "Good people stay"),
                pgettext_lazy("guide", "Who left last, and when did you first notice?"),
                pgettext_lazy("guide", "People leaving in a year"),
                pgettext_lazy("guide", "%"),
                "down",
            ),
            Job(
                "hours",
                pgettext_lazy("guide", "Less work with each application"),
                pgettext_lazy("guide", "Which part of it would you hand over tomorrow?"),
                pgettext_lazy("guide", "Hours of work for one hire"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
        ),
    ),
    Department(
        "finance",
        pgettext_lazy("guide", "Finance and accounting"),
        pgettext_lazy("guide", "Sooner, or with fewer mistakes?"),
        (
            Job(
                "close",
                pgettext_lazy("guide", "Close the month sooner"),
                pgettext_lazy("guide", "What is the last piece you wait for each month?"),
                pgettext_lazy("guide", "Working days until the month is closed"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
            Job(
                "errors",
                pgettext_lazy("guide", "Fewer corrections afterwards"),
                pgettext_lazy("guide", "What had to be corrected last month, and who found it?"),
                pgettext_lazy("guide", "Corrections a month"),
                pgettext_lazy("guide", "corrections"),
                "down",
            ),
            Job(
                "paid",
                pgettext_lazy("guide", "Be paid on time"),
                pgettext_lazy("guide", "Which customers pay late, and what do you do then?"),
                pgettext_lazy("guide", "Days until an invoice is paid"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
            Job(
                "see",
                pgettext_lazy("guide", "Know earlier where money goes"),
                pgettext_lazy("guide", "Which decision came too late for want of a number?"),
                pgettext_lazy("guide", "Days until a manager sees the costs"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
        ),
    ),
    Department(
        "support",
        pgettext_lazy("guide", "Customer support"),
        pgettext_lazy("guide", "Fewer questions, or quicker answers?"),
        (
            Job(
                "fewer",
                pgettext_lazy("guide", "Fewer questions that need not be asked"),
                pgettext_lazy("guide", "Which question could you answer in your sleep?"),
                pgettext_lazy("guide", "Questions for each hundred customers a month"),
                pgettext_lazy("guide", "questions"),
                "down",
            ),
            Job(
                "quick",
                pgettext_lazy("guide", "A first answer sooner"),
                pgettext_lazy("guide", "When does somebody wait longest, and why?"),
                pgettext_lazy("guide", "Hours until the first answer"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
            Job(
                "once",
                pgettext_lazy("guide", "Solved at the first contact"),
                pgettext_lazy("guide", "Who has to write again, and what about?"),
                pgettext_lazy("guide", "Share solved at the first contact"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "calm",
                pgettext_lazy("guide", "Colleagues who are not worn out"),
                pgettext_lazy("guide", "What is said in the break after a bad call?"),
                pgettext_lazy("guide", "Support people leaving in a year"),
                pgettext_lazy("guide", "%"),
                "down",
            ),
        ),
    ),
)
