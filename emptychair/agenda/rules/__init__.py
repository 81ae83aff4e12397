"""In which order Today stands, whose rows they are, and what hides them."""
