"""The page after sign-in: whom to contact, what to fix, what to decide."""
