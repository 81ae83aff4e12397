"""What moves the score of a survey: which drivers there are, their answers, and what they do."""

from emptychair.metrics.queries.drivers.analysing import drivers_of
from emptychair.metrics.queries.drivers.firsts import first_drivers
from emptychair.metrics.queries.drivers.segments import segments_answering
from emptychair.metrics.queries.drivers.surveys import driver_surveys
from emptychair.metrics.queries.drivers.voices import low_answers

__all__ = ["driver_surveys", "drivers_of", "first_drivers", "low_answers", "segments_answering"]
