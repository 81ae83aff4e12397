"""Reading: the dimensions there are, tables, what stands behind a figure, saved views."""
