"""Rules of outcomes: pure."""
