"""When routines come round, and what is an exception."""
