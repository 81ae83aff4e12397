"""Pages of customers' words."""
