"""What surveys do: authoring, asking, taking answers in."""
