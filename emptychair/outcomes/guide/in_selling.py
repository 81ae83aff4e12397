"""Selling, industry by industry: a quotation, a basket, a trial.

Written by us from the questions one asks in such a talk; no source outside is claimed for it.
"""

from django.utils.translation import pgettext_lazy

from emptychair.outcomes.guide.types import InIndustry, Job

IN_SELLING = (
    InIndustry(
        "sales",
        "factory",
        pgettext_lazy("guide", "More enquiries, or quotations that become orders?"),
        (
            Job(
                "quote",
                pgettext_lazy("guide", "Quotations that are out sooner"),
                pgettext_lazy("guide", "Whom does a drawing wait for, from arrival to price?"),
                pgettext_lazy("guide", "Days from drawing to quotation"),
                pgettext_lazy("guide", "days"),
                "down",
            ),
            Job(
                "repeat",
                pgettext_lazy("guide", "The same parts ordered again"),
                pgettext_lazy(
                    "guide", "Which customer stopped ordering a part, and who makes it now?"
                ),
                pgettext_lazy("guide", "Customers who order again within a year"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
        ("more",),
    ),
    InIndustry(
        "sales",
        "retail",
        pgettext_lazy("guide", "More people through the door, or more in each basket?"),
        (
            Job(
                "second",
                pgettext_lazy("guide", "First buyers who come a second time"),
                pgettext_lazy(
                    "guide",
                    "Of last month’s new buyers, how many came again, and what brought them?",
                ),
                pgettext_lazy("guide", "First buyers who buy again within 90 days"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "basket",
                pgettext_lazy("guide", "More in each basket"),
                pgettext_lazy("guide", "What do people carry to the till and put back?"),
                pgettext_lazy("guide", "Pieces in a basket"),
                pgettext_lazy("guide", "pieces"),
                "up",
            ),
            Job(
                "fullprice",
                pgettext_lazy("guide", "Sold before it has to be marked down"),
                pgettext_lazy("guide", "What did you mark down last, and when did you know?"),
                pgettext_lazy("guide", "Goods sold at full price"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
        ("more", "win", "sooner", "typing"),
    ),
    InIndustry(
        "sales",
        "saas",
        pgettext_lazy("guide", "More trials, or more of them who pay?"),
        (
            Job(
                "trial",
                pgettext_lazy("guide", "More trials that become paid"),
                pgettext_lazy(
                    "guide", "What had those who paid done in the first week, and the others not?"
                ),
                pgettext_lazy("guide", "Trials that become paid"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
            Job(
                "wider",
                pgettext_lazy("guide", "Customers who use us in more teams"),
                pgettext_lazy(
                    "guide", "In which team did it begin, and who beside it asked what that is?"
                ),
                pgettext_lazy("guide", "Customers with a second team"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
    ),
    InIndustry(
        "sales",
        "building",
        pgettext_lazy("guide", "More enquiries, or only the sites that pay?"),
        (
            Job(
                "margin",
                pgettext_lazy("guide", "Sites that leave what was reckoned with"),
                pgettext_lazy(
                    "guide", "On which site did you lose money last, and when did you notice?"
                ),
                pgettext_lazy("guide", "Sites that keep the reckoned margin"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
    ),
    InIndustry(
        "sales",
        "bank",
        pgettext_lazy("guide", "More new customers, or more for those you have?"),
        (
            Job(
                "whole",
                pgettext_lazy("guide", "Customers who have more than one thing with us"),
                pgettext_lazy(
                    "guide", "What do your customers have with somebody else, and since when?"
                ),
                pgettext_lazy("guide", "Customers with two products or more"),
                pgettext_lazy("guide", "%"),
                "up",
            ),
        ),
    ),
)
