"""Cases: how many were opened, how long until the first answer, how many were answered too late."""
