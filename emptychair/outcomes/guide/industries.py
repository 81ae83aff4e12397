"""Industries: a question of theirs, what usually set it off, what else could do the job.

Written by us from the questions one asks in such a talk; no source outside is claimed for it.
"""

from django.utils.translation import pgettext_lazy

from emptychair.outcomes.guide.types import Choice, Industry

SITUATIONS = (
    Choice("deadline", pgettext_lazy("guide", "A day by which it must work")),
    Choice("lost", pgettext_lazy("guide", "Something went wrong and was noticed")),
    Choice("newboss", pgettext_lazy("guide", "Somebody new decides")),
    Choice("growth", pgettext_lazy("guide", "There is more of everything")),
    Choice("savings", pgettext_lazy("guide", "Money has to be saved")),
)
ALTERNATIVES = (
    Choice("nothing", pgettext_lazy("guide", "Leave it as it is")),
    Choice("person", pgettext_lazy("guide", "Hire somebody for it")),
    Choice("agency", pgettext_lazy("guide", "Give it to an agency")),
    Choice("rival", pgettext_lazy("guide", "Another provider")),
    Choice("own", pgettext_lazy("guide", "Do it oneself")),
)
INDUSTRIES = (
    Industry(
        "saas",
        pgettext_lazy("guide", "Software"),
        pgettext_lazy("guide", "What did the team use the day before they started with us?"),
        (
            Choice("grown", pgettext_lazy("guide", "The team grew out of its spreadsheet")),
            Choice("ended", pgettext_lazy("guide", "The old tool was ended or became dearer")),
            Choice("asked", pgettext_lazy("guide", "A large customer asked for it")),
        ),
        (
            Choice("sheet", pgettext_lazy("guide", "A spreadsheet with many colours")),
            Choice("build", pgettext_lazy("guide", "Building it themselves")),
        ),
    ),
    Industry(
        "factory",
        pgettext_lazy("guide", "Manufacturing"),
        pgettext_lazy("guide", "Which order showed that it could not go on like this?"),
        (
            Choice("claim", pgettext_lazy("guide", "A claim by a large customer")),
            Choice("retire", pgettext_lazy("guide", "An experienced colleague is about to retire")),
            Choice("audit", pgettext_lazy("guide", "An audit with findings")),
        ),
        (
            Choice("paper", pgettext_lazy("guide", "The sheet at the machine")),
            Choice("veteran", pgettext_lazy("guide", "Asking the one who knows")),
        ),
    ),
    Industry(
        "retail",
        pgettext_lazy("guide", "Shops and online shops"),
        pgettext_lazy("guide", "What happens on the busiest day of the year?"),
        (
            Choice("season", pgettext_lazy("guide", "A season that went wrong")),
            Choice("rival", pgettext_lazy("guide", "A rival opened nearby, or cheaper")),
            Choice("returns", pgettext_lazy("guide", "Goods that come back")),
        ),
        (
            Choice("mall", pgettext_lazy("guide", "The functions of the marketplace")),
            Choice("memory", pgettext_lazy("guide", "The manager’s memory")),
        ),
    ),
    Industry(
        "food",
        pgettext_lazy("guide", "Restaurants and food"),
        pgettext_lazy("guide", "Which evening would you not like to live through again?"),
        (
            Choice("noshow", pgettext_lazy("guide", "Tables that were booked and stayed empty")),
            Choice("hands", pgettext_lazy("guide", "Too few hands in the kitchen")),
            Choice("prices", pgettext_lazy("guide", "Ingredients that became dearer")),
        ),
        (
            Choice("phone", pgettext_lazy("guide", "The telephone and a notebook")),
            Choice("portal", pgettext_lazy("guide", "A booking portal with fees")),
        ),
    ),
    Industry(
        "care",
        pgettext_lazy("guide", "Health and care"),
        pgettext_lazy("guide", "What do you do in the evening that should have been done by day?"),
        (
            Choice("records", pgettext_lazy("guide", "Records written after hours")),
            Choice("families", pgettext_lazy("guide", "Families who ask how it went")),
            Choice("rules", pgettext_lazy("guide", "A rule that changed")),
        ),
        (
            Choice("handover", pgettext_lazy("guide", "Handing over by word of mouth")),
            Choice("forms", pgettext_lazy("guide", "Paper forms")),
        ),
    ),
    Industry(
        "school",
        pgettext_lazy("guide", "Education"),
        pgettext_lazy("guide", "Whom did you notice too late?"),
        (
            Choice("quit", pgettext_lazy("guide", "Pupils who stop coming")),
            Choice("parents", pgettext_lazy("guide", "Parents who want to know")),
            Choice("hours", pgettext_lazy("guide", "Lessons prepared at night")),
        ),
        (
            Choice("slips", pgettext_lazy("guide", "Slips of paper to take home")),
            Choice("chat", pgettext_lazy("guide", "A chat group")),
        ),
    ),
    Industry(
        "building",
        pgettext_lazy("guide", "Building and home services"),
        pgettext_lazy("guide", "Where do you drive twice because something was missing?"),
        (
            Choice("photos", pgettext_lazy("guide", "Photos that nobody finds")),
            Choice("delay", pgettext_lazy("guide", "A delay that cost money")),
            Choice("offers", pgettext_lazy("guide", "Offers that take too long")),
        ),
        (
            Choice("fax", pgettext_lazy("guide", "Fax and telephone")),
            Choice("book", pgettext_lazy("guide", "The foreman’s notebook")),
        ),
    ),
    Industry(
        "bank",
        pgettext_lazy("guide", "Finance and insurance"),
        pgettext_lazy("guide", "Which form do customers give up on?"),
        (
            Choice("inspect", pgettext_lazy("guide", "A question by the supervisory authority")),
            Choice("branch", pgettext_lazy("guide", "A branch that was closed")),
            Choice("manual", pgettext_lazy("guide", "Checks done by hand")),
        ),
        (
            Choice("core", pgettext_lazy("guide", "A change to the core system, some day")),
            Choice("outsource", pgettext_lazy("guide", "An outside office")),
        ),
    ),
    Industry(
        "logistics",
        pgettext_lazy("guide", "Transport and storage"),
        pgettext_lazy("guide", "When did you last not know where something was?"),
        (
            Choice("drivers", pgettext_lazy("guide", "Too few drivers")),
            Choice("late", pgettext_lazy("guide", "Penalties for lateness")),
            Choice("fuel", pgettext_lazy("guide", "Trips with an empty vehicle")),
        ),
        (
            Choice("board", pgettext_lazy("guide", "The whiteboard in the office")),
            Choice("call", pgettext_lazy("guide", "Calling the driver")),
        ),
    ),
)
