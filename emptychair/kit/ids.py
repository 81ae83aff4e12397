"""Numbers that people read out to one another."""

from random import Random

# No 0/O, 1/I/L, 5/S, 8/B: they are mistaken for each other on the telephone.
READABLE = "234679ACDEFGHJKMNPQRTUVWXYZ"


def spoken_number(rng: Random, *, groups: int = 2, width: int = 4) -> str:
    """Something like `K7QT-9MXR`, about 4.75 bits a sign; not a secret.

    `rng` is the chance to draw from; `random.SystemRandom()` in the running product.
    """
    return "-".join("".join(rng.choices(READABLE, k=width)) for _ in range(groups))
