"""Pages to write, publish and follow surveys."""
