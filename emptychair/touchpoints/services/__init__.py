"""What touchpoints do: drawing and changing the map."""
