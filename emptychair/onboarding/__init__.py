"""From sign-up to the first value: what it is, how long it takes, who is stuck, what goes along."""
