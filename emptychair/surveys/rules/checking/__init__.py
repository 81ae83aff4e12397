"""What to look at before a survey goes out: judgements about words and length, no database.

A finding of level "stop" must be mended first; "look" asks the author to look once more, since a
rule about words is right most of the time and not always.
"""

from emptychair.surveys.rules.checking.findings import Finding, Level
from emptychair.surveys.rules.checking.length import seconds_to_answer
from emptychair.surveys.rules.checking.whole import findings_about, missing_translations

__all__ = ["Finding", "Level", "findings_about", "missing_translations", "seconds_to_answer"]
