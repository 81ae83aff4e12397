"""Will a customer without a contract buy again? Explained in `docs/algorithms/repeat-purchase.md`
and `docs/algorithms/spend-per-purchase.md`.
"""

from emptychair.stats.repeat.bg_nbd import BgNbd, fit_bg_nbd
from emptychair.stats.repeat.gamma_gamma import GammaGamma, fit_gamma_gamma
from emptychair.stats.repeat.pareto_nbd import ParetoNbd, fit_pareto_nbd

__all__ = [
    "BgNbd",
    "GammaGamma",
    "ParetoNbd",
    "fit_bg_nbd",
    "fit_gamma_gamma",
    "fit_pareto_nbd",
]
