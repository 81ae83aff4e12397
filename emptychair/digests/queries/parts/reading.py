"""How to read a report: definitions, for whoever gets it without knowing the product."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.digests.types import Ask, Part
from emptychair.metrics.types import TOO_FEW


def reading_parts(access: Access, ask: Ask) -> list[Part]:
    """The same few sentences in every report."""
    masked = (
        ()
        if access.may_see_names
        else (_("Names of people are masked, those of companies are not."),)
    )
    return [
        Part(
            key="definitions",
            group="definitions",
            message=pgettext("report", "What the numbers mean and how sure they are"),
            points=(
                _(
                    "NPS is the share of 9 and 10 less that of 0 to 6, from −100 to +100; CSAT the "
                    "share of 4 and 5 of 5; CES the mean from 1 to 7."
                ),
                _(
                    "The interval holds the true value 95 times in 100. Where a change does not "
                    "leave zero, nothing is said of it."
                ),
                _(
                    "Months marked as rise or fall differ from the three months before, after "
                    "correction for looking at many months."
                ),
                _("Below %(few)s answers nothing is said, ranked or compared.") % {"few": TOO_FEW},
                _("Every number stands on a page of the product, with the voices behind it."),
                *masked,
            ),
            address=f"{ask.address}/scores/",
        )
    ]
