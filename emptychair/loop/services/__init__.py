"""What the loop does: cases, initiatives, effort, telling those who asked."""
