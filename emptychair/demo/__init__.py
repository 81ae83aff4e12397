"""A made-up company with three years of customers, always the same for the same seed. Every name,
sentence and number in it is invented by a generator; nobody in it exists.

`generate` writes the whole of it into a folder, `survey_csv` one large flat survey for benches.
"""

from emptychair.demo.flat import survey_csv
from emptychair.demo.generator import Written, generate

__all__ = ["Written", "generate", "survey_csv"]
