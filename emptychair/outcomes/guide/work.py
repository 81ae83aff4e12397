"""Departments that make and sell, and the household: an either-or, the jobs, a number for each.

Written by us from the questions one asks in such a talk; no source outside is claimed for it.
"""

from django.utils.translation import pgettext_lazy

from emptychair.outcomes.guide.types import Department, Job

WORK = (
    Department(
        "quality",
        pgettext_lazy("guide", "Manufacturing and quality"),
        pgettext_lazy("guide", "More pieces, or fewer faults?"),
        (
            Job(
                "more",
                pgettext_lazy("guide", "More out of the same line"),
                pgettext_lazy("guide", "What does the line wait for most often?"),
                pgettext_lazy("guide", "Good pieces an hour"),
                pgettext_lazy("guide", "pieces"),
                "up",
            ),
            Job(
                "faults",
                pgettext_lazy("guide", "Fewer faults"),
                pgettext_lazy("guide", "Which fault came back after it was thought solved?"),
                pgettext_lazy("guide", "Faulty pieces of a thousand"),
                pgettext_lazy("guide", "pieces"),
                "down",
            ),
            Job(
                "stops",
                pgettext_lazy("guide", "Fewer stops that nobody planned"),
                pgettext_lazy("guide", "Tell me about the last night you were called in."),
                pgettext_lazy("guide", "Hours of unplanned stops a month"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
            Job(
                "proof",
                pgettext_lazy("guide", "Proof that an auditor accepts"),
                pgettext_lazy("guide", "What did you search for before the last audit?"),
                pgettext_lazy("guide", "Hours to prepare an audit"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
        ),
    ),
    Department(
        "it",
        pgettext_lazy("guide", "IT"),
        pgettext_lazy("guide", "Fewer interruptions, or fewer tools?"),
        (
            Job(
                "up",
                pgettext_lazy("guide", "Nothing that stops work"),
                pgettext_lazy("guide", "What stopped last, who noticed, and how long did it take?"),
                pgettext_lazy("guide", "Hours of standstill a month"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
            Job(
                "tickets",
                pgettext_lazy("guide", "Fewer calls for help"),
                pgettext_lazy("guide", "Which call comes every Monday?"),
                pgettext_lazy("guide", "Calls for help a month"),
                pgettext_lazy("guide", "calls"),
                "down",
            ),
            Job(
                "safe",
                pgettext_lazy("guide", "Be safe, and able to show it"),
                pgettext_lazy(
                    "guide", "Which question of a customer’s security sheet was hard to answer?"
                ),
                pgettext_lazy("guide", "Open findings of the last review"),
                pgettext_lazy("guide", "findings"),
                "down",
            ),
            Job(
                "fewer",
                pgettext_lazy("guide", "Fewer tools that do the same"),
                pgettext_lazy("guide", "Where does the same thing lie twice?"),
                pgettext_lazy("guide", "Tools paid for"),
                pgettext_lazy("guide", "tools"),
                "down",
            ),
        ),
    ),
    Department(
        "marketing",
        pgettext_lazy("guide", "Marketing"),
        pgettext_lazy("guide", "More people who come, or more of the right ones?"),
        (
            Job(
                "more",
                pgettext_lazy("guide", "More people who come by themselves"),
                pgettext_lazy("guide", "How did the last good customer hear of you?"),
                pgettext_lazy("guide", "Enquiries a month"),
                pgettext_lazy("guide", "enquiries"),
                "up",
            ),
            Job(
                "right",
                pgettext_lazy("guide", "More of the right ones"),
                pgettext_lazy("guide", "What does sales say about the enquiries you send them?"),
                pgettext_lazy("guide", "Enquiries that sales takes up"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "cost",
                pgettext_lazy("guide", "Less money for each of them"),
                pgettext_lazy("guide", "Which advertisement would you stop if nobody asked?"),
                pgettext_lazy("guide", "Cost of one new customer"),
                pgettext_lazy("guide", "money"),
                "down",
            ),
            Job(
                "again",
                pgettext_lazy("guide", "Customers who come back and bring others"),
                pgettext_lazy("guide", "Who brought somebody last month, and what did they say?"),
                pgettext_lazy("guide", "New customers who were recommended"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
    ),
    Department(
        "shop",
        pgettext_lazy("guide", "Shop operations"),
        pgettext_lazy("guide", "More guests, or less trouble on the day?"),
        (
            Job(
                "guests",
                pgettext_lazy("guide", "More guests at quiet hours"),
                pgettext_lazy("guide", "Which hour do you pay for and nobody comes?"),
                pgettext_lazy("guide", "Guests in quiet hours a week"),
                pgettext_lazy("guide", "guests"),
                "up",
            ),
            Job(
                "return",
                pgettext_lazy("guide", "Guests who come again"),
                pgettext_lazy("guide", "Whom have you not seen for a while?"),
                pgettext_lazy("guide", "Guests who come again within 90 days"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "waste",
                pgettext_lazy("guide", "Throw less away"),
                pgettext_lazy("guide", "What did you throw away last night?"),
                pgettext_lazy("guide", "Value thrown away a week"),
                pgettext_lazy("guide", "money"),
                "down",
            ),
            Job(
                "shift",
                pgettext_lazy("guide", "A shift that can be planned"),
                pgettext_lazy("guide", "When were there last too few of you?"),
                pgettext_lazy("guide", "Hours of planning shifts a month"),
                pgettext_lazy("guide", "hours"),
                "down",
            ),
            Job(
                "wait",
                pgettext_lazy("guide", "Nobody waits at the counter"),
                pgettext_lazy("guide", "At which moment do people turn round and leave?"),
                pgettext_lazy("guide", "Minutes of waiting at the busiest hour"),
                pgettext_lazy("guide", "minutes"),
                "down",
            ),
        ),
    ),
    Department(
        "household",
        pgettext_lazy("guide", "A household’s own life"),
        pgettext_lazy("guide", "More time, or fewer worries?"),
        (
            Job(
                "time",
                pgettext_lazy("guide", "Time for something else"),
                pgettext_lazy("guide", "What would you do with a free Wednesday evening?"),
                pgettext_lazy("guide", "Free hours won a week"),
                pgettext_lazy("guide", "hours"),
                "up",
            ),
            Job(
                "worry",
                pgettext_lazy("guide", "One worry less"),
                pgettext_lazy("guide", "What comes to mind when you lie awake?"),
                pgettext_lazy("guide", "Evenings a week without thinking of it"),
                pgettext_lazy("guide", "evenings"),
                "up",
            ),
            Job(
                "family",
                pgettext_lazy("guide", "Something good for the family"),
                pgettext_lazy("guide", "When did somebody at home last say that it was good?"),
                pgettext_lazy("guide", "Times a week the family enjoyed it"),
                pgettext_lazy("guide", "times"),
                "up",
            ),
            Job(
                "alone",
                pgettext_lazy("guide", "Manage by oneself for longer"),
                pgettext_lazy("guide", "What could you do a year ago that is hard today?"),
                pgettext_lazy("guide", "Days a month without outside help"),
                pgettext_lazy("guide", "days"),
                "up",
            ),
            Job(
                "money",
                pgettext_lazy("guide", "Money that lasts to the end of the month"),
                pgettext_lazy("guide", "What did you leave out last month?"),
                pgettext_lazy("guide", "Left over at the end of the month"),
                pgettext_lazy("guide", "money"),
                "up",
            ),
        ),
    ),
)
