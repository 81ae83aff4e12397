"""Offers events and their properties to be counted day by day."""

from django.utils.translation import pgettext_lazy

from emptychair.kit.measures import Measure, register_measure
from emptychair.outcomes.queries.measuring import event_names, property_names, read_events

register_measure(
    Measure(
        key="event",
        label=pgettext_lazy("measure", "an event and its properties"),
        aggregates=(
            ("count", pgettext_lazy("measure", "how often it happened"), False),
            ("people", pgettext_lazy("measure", "how many people did it"), False),
            ("days", pgettext_lazy("measure", "on how many days it happened"), False),
            ("last", pgettext_lazy("measure", "the last value of a property"), True),
            ("sum", pgettext_lazy("measure", "the sum of a property"), True),
            ("mean", pgettext_lazy("measure", "the mean of a property"), True),
            ("distinct", pgettext_lazy("measure", "different values of a property"), True),
        ),
        read=read_events,
        names=event_names,
        props=property_names,
        needs_name=True,
    )
)
