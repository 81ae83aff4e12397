"""From which domains mail goes out, what their DNS says, and how we hear what came back."""
