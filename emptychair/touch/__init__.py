"""High, low or tech touch from economics, capacity in hours, and the six steps to our own KPI."""
