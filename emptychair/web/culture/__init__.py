"""The delivery gap and decisions with an empty chair."""
