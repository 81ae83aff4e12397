"""Pages of fit."""
