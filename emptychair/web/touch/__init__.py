"""Pages of touch: economics and tiers, capacity, and the six steps of the organisation."""
