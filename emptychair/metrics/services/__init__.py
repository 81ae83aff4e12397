"""What may be changed about metrics: what they are to reach."""
