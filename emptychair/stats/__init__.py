"""Numbers only: intervals, differences, shares, shrinkage and keyness. No Django, no database;
usable from a notebook (`from emptychair.stats import nps`). Every formula has a page in
`docs/algorithms/`. Scores, gaps and effects are in NPS points (-100 to 100), shares from 0 to 1.
"""

from emptychair.stats.bursts import Burst, burst
from emptychair.stats.counts import NpsCounts, count_scores, signs_of
from emptychair.stats.coverage import nps_coverage
from emptychair.stats.decomposition import MixAndRate, mix_and_rate
from emptychair.stats.differences import Difference, nps_difference, nps_paired_change
from emptychair.stats.errors import Impossible, StatsError, TooFew
from emptychair.stats.granularity import is_possible_nps, smallest_possible_n
from emptychair.stats.intervals import NpsEstimate, nps, nps_of_scores
from emptychair.stats.multiplicity import benjamini_hochberg
from emptychair.stats.power import answers_for_margin, answers_needed, minimal_detectable_change
from emptychair.stats.proportions import Share, newcombe, wilson
from emptychair.stats.ratings import CesEstimate, PmfEstimate, ces, csat, product_market_fit
from emptychair.stats.segments import SegmentEffect, segment_effect
from emptychair.stats.shrinkage import LeagueRow, league_table
from emptychair.stats.silence import worst_case_bounds
from emptychair.stats.stratified import stratified_difference
from emptychair.stats.weighted import WeightedNps, nps_weighted
from emptychair.stats.words import Keyness, keyness

__all__ = [
    "Burst",
    "CesEstimate",
    "Difference",
    "Impossible",
    "Keyness",
    "LeagueRow",
    "MixAndRate",
    "NpsCounts",
    "NpsEstimate",
    "PmfEstimate",
    "SegmentEffect",
    "Share",
    "StatsError",
    "TooFew",
    "WeightedNps",
    "answers_for_margin",
    "answers_needed",
    "benjamini_hochberg",
    "burst",
    "ces",
    "count_scores",
    "csat",
    "is_possible_nps",
    "keyness",
    "league_table",
    "minimal_detectable_change",
    "mix_and_rate",
    "newcombe",
    "nps",
    "nps_coverage",
    "nps_difference",
    "nps_of_scores",
    "nps_paired_change",
    "nps_weighted",
    "product_market_fit",
    "segment_effect",
    "signs_of",
    "smallest_possible_n",
    "stratified_difference",
    "wilson",
    "worst_case_bounds",
]
