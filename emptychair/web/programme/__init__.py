"""The programme: the officer's page, its tasks, targets, and the executive owner's seat."""
