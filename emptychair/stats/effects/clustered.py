"""Least squares whose errors hold within clusters, few or many. Explained in
`docs/algorithms/effects-differences.md`.
"""

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.effects.results import Floats, Student
from emptychair.stats.errors import TooFew

FULL_LEVERAGE = 1 - 1e-9


class ClusteredFit:
    """A regression with CR2 errors and Satterthwaite degrees (Bell and McCaffrey 2002).

    Each cluster's residuals are raised by (I - H_gg)^(-1/2), which makes the variance unbiased when
    rows are alike and independent; the degrees are those of the same working model (Pustejovsky
    and Tipton 2018). Both hold up with few clusters, where the plain sandwich is too narrow.
    """

    def __init__(self, outcome: Floats, design: Floats, groups: NDArray[np.intp]) -> None:
        self.design = design
        self.bread = np.linalg.pinv(design.T @ design)
        self.coefficients = self.bread @ design.T @ outcome
        self.residuals = outcome - design @ self.coefficients
        order = np.argsort(groups, kind="stable")
        starts = np.flatnonzero(np.diff(groups[order])) + 1
        self.rows = np.split(order, starts)
        values, vectors = np.linalg.eigh(self.bread)
        self._root = vectors * np.sqrt(np.clip(values, 0, None))

    def contrast(self, weights: Floats) -> Student:
        """The estimate of weights · coefficients. Raises `TooFew` when nothing varies."""
        direction = self.bread @ weights
        scores, spreads, levers = [], [], []
        for rows in self.rows:
            block = self.design[rows]
            raised = self._raised(block, block @ direction)
            scores.append(raised @ self.residuals[rows])
            spreads.append(raised @ raised)
            levers.append(block.T @ raised)
        estimate = float(weights @ self.coefficients)
        degrees = self._degrees(np.array(spreads), np.array(levers))
        return Student(estimate, float(np.sqrt(np.square(scores).sum())), degrees)

    def _raised(self, block: Floats, values: Floats) -> Floats:
        """(I - H_gg)^(-1/2) times the values, through the few columns of the design."""
        left, singular, _ = np.linalg.svd(block @ self._root, full_matrices=False)
        leverage = np.clip(singular**2, 0, 1)
        free = leverage < FULL_LEVERAGE
        factor = np.where(free, 1 / np.sqrt(np.where(free, 1 - leverage, 1)), 0) - 1
        raised: Floats = values + left @ (factor * (left.T @ values))
        return raised

    def _degrees(self, spreads: Floats, levers: Floats) -> float:
        cross = self.bread @ (levers.T @ levers)
        inner = np.einsum("gi,ij,gj->g", levers, self.bread, levers)
        trace = float(spreads.sum() - np.trace(cross))
        squares = float((spreads**2).sum() - 2 * (spreads * inner).sum() + np.trace(cross @ cross))
        if trace <= 0 or squares <= 0:
            raise TooFew("Every unit that could vary is used up by the comparison; add units.")
        return trace * trace / squares
