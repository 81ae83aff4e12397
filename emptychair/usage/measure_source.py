"""Offers use and seats to whoever counts with them, such as a KPI that stands for a proxy."""

from django.utils.translation import pgettext_lazy

from emptychair.kit.measures import Measure, register_measure
from emptychair.usage.queries.measuring import feature_names, read_seats, read_use

register_measure(
    Measure(
        key="use",
        label=pgettext_lazy("measure", "use of the product"),
        aggregates=(
            ("people", pgettext_lazy("measure", "different people who used it"), False),
            ("actions", pgettext_lazy("measure", "how often it was used"), False),
            ("days", pgettext_lazy("measure", "on how many days it was used"), False),
            ("each", pgettext_lazy("measure", "how often each person used it"), False),
            ("features", pgettext_lazy("measure", "how many features were used"), False),
        ),
        read=read_use,
        names=feature_names,
    )
)
register_measure(
    Measure(
        key="seats",
        label=pgettext_lazy("measure", "seats"),
        aggregates=(
            ("share", pgettext_lazy("measure", "share of the seats that somebody used (%)"), False),
            ("bought", pgettext_lazy("measure", "seats bought"), False),
        ),
        read=read_seats,
    )
)
