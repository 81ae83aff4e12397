"""Reading fit: the test by group, advice for whoever builds, and whom to talk to."""

from emptychair.fit.queries.advice import advice
from emptychair.fit.queries.loved import loved_by
from emptychair.fit.queries.overrules import overrule_of, overrules_of
from emptychair.fit.queries.segments import fit_by_segment, fit_of, settings_of
from emptychair.fit.queries.talks import people_to_talk_to

__all__ = [
    "advice",
    "fit_by_segment",
    "fit_of",
    "loved_by",
    "overrule_of",
    "overrules_of",
    "people_to_talk_to",
    "settings_of",
]
