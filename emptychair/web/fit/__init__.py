"""Pages of fit: the test by group, whom to talk to, advice that somebody overrules."""
