"""What others may ask about silence."""
