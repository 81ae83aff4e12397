"""The gate before product-market fit: what the must-have test says, and what may be built when."""
