"""The effect of an initiative: design, checks, estimate, verdict."""
