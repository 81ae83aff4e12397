"""Cases, initiatives and effort."""
