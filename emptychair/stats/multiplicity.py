"""Looking at many things at once. Explained in `docs/algorithms/many-segments.md`.

Choosing on some customers and showing on others: `docs/algorithms/first-value-finder.md`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible


def benjamini_hochberg(p_values: ArrayLike) -> NDArray[np.float64]:
    """Adjusted p-values, in the order given: call those at or below q, and at most a share q of
    what is called is expected to be false (Benjamini and Hochberg 1995).

    Raises `Impossible` for a p-value that is missing or outside 0 to 1. No p-values give none.
    """
    values = np.asarray(p_values, dtype=np.float64).ravel()
    if not ((values >= 0) & (values <= 1)).all():
        raise Impossible("Each p-value lies between 0 and 1; leave out what was not tested.")
    if values.size == 0:
        return values
    # scipy.stats takes most of a second to import, and a plain score does not need it.
    from scipy.stats import false_discovery_control

    return np.asarray(false_discovery_control(values, method="bh"), dtype=np.float64)
