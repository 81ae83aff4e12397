"""Setting up, making and sending regular reports; walls."""
