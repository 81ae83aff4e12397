"""What faces share and keep: answers given once, rates."""
