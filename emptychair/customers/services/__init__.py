"""What customers do: identify, track, timeline, consent, segments, merging."""
