"""Quality, help and marketing where an industry asks otherwise.

Written by us from the questions one asks in such a talk; no source outside is claimed for it.
"""

from django.utils.translation import pgettext_lazy

from emptychair.outcomes.guide.types import InIndustry, Job

IN_WORKING = (
    InIndustry(
        "quality",
        "care",
        pgettext_lazy("guide", "Fewer incidents, or more of them reported?"),
        (
            Job(
                "near",
                pgettext_lazy("guide", "Near misses that are told the same day"),
                pgettext_lazy("guide", "What was told last in the corridor and never on paper?"),
                pgettext_lazy("guide", "Near misses reported a month"),
                pgettext_lazy("guide", "reports"),
                "up",
            ),
        ),
    ),
    InIndustry(
        "quality",
        "food",
        pgettext_lazy("guide", "Fewer complaints, or the same plate every day?"),
        (
            Job(
                "same",
                pgettext_lazy("guide", "The same plate whoever cooks"),
                pgettext_lazy("guide", "Which dish tastes different on the chef’s day off?"),
                pgettext_lazy("guide", "Plates sent back a week"),
                pgettext_lazy("guide", "plates"),
                "down",
            ),
        ),
    ),
    InIndustry(
        "support",
        "bank",
        pgettext_lazy("guide", "Shorter calls, or fewer who must call at all?"),
        (
            Job(
                "forms",
                pgettext_lazy("guide", "Forms that are right the first time"),
                pgettext_lazy("guide", "Which form comes back most often, and at which line?"),
                pgettext_lazy("guide", "Forms that come back"),
                pgettext_lazy("guide", "%"),
                "down",
            ),
        ),
    ),
    InIndustry(
        "marketing",
        "school",
        pgettext_lazy("guide", "More who ask, or more who stay to the end?"),
        (
            Job(
                "trialclass",
                pgettext_lazy("guide", "Those who try a lesson and stay"),
                pgettext_lazy(
                    "guide",
                    "Who tried a lesson and did not come back, and what did they say at the door?",
                ),
                pgettext_lazy("guide", "Trial lessons that become pupils"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
    ),
)
