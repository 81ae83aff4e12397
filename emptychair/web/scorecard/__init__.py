"""The scorecard, its figures from outside, and the guard."""
