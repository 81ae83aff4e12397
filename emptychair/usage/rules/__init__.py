"""Pure: which event is which feature, and what may be said of a change."""
