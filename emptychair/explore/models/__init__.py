"""Tables of Explore."""

from emptychair.explore.models.view import KeptFigure, SavedView

__all__ = ["KeptFigure", "SavedView"]
