"""What is done with the map: drawing, changing, ordering, putting away."""
