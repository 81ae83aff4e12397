"""What a web process loads while it waits, so that nobody's first page waits for it.

Pages, DuckDB with Ibis, and SciPy take two to three seconds of a processor to import. They are
imported in a thread of their own: the sign-in page is there at once, and the first Today finds them
loaded.
"""

import logging
import threading
from importlib import import_module

logger = logging.getLogger("emptychair.run")

LATER = ("scipy.stats", "ibis.backends.duckdb")  # imported in functions, where a page needs them


def begin_warming() -> threading.Thread:
    """Start loading; the thread ends by itself, and with the process."""
    thread = threading.Thread(target=warm_up, name="warming", daemon=True)
    thread.start()
    return thread


def warm_up() -> None:
    """Load all pages, and the engine with a question to it."""
    from django.urls import get_resolver

    from emptychair.analytics.live import first_question

    try:
        _ = get_resolver().url_patterns
        for name in LATER:
            import_module(name)
        first_question()
    except Exception:
        logger.exception("Not everything could be loaded ahead; pages load it themselves")
