"""Those who did not answer: weights to known totals, chances of answering, late answers, and how
much of the customers was heard. Explained in `docs/algorithms/raking.md`,
`docs/algorithms/propensity.md` and `docs/algorithms/late-answers.md`.
"""

from emptychair.stats.nonresponse.heard import Heard, heard_share
from emptychair.stats.nonresponse.propensity import Balance, Propensity, response_propensity
from emptychair.stats.nonresponse.raking import Raked, rake
from emptychair.stats.nonresponse.waves import LateAnswers, Wave, late_answers

__all__ = [
    "Balance",
    "Heard",
    "LateAnswers",
    "Propensity",
    "Raked",
    "Wave",
    "heard_share",
    "late_answers",
    "rake",
    "response_propensity",
]
