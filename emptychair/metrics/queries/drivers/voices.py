"""The people behind a driver: who answered it low."""

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.metrics.driver_types import DriverItem, DriverQuestion
from emptychair.metrics.queries.drivers.columns import columns_of, live_drivers
from emptychair.surveys.queries import survey_with_id
from emptychair.voice.queries import VoiceList, voices_with_ids

MOST = 5_000  # of the newest: nobody reads more


def low_answers(access: Access, question: DriverQuestion, key: str) -> tuple[DriverItem, VoiceList]:
    """Who answered this driver low, the lowest score first; of a tag, who carries it.

    Raises `NotFound` for a driver that is not there.
    """
    access.require(Permission.VOICE_READ)
    survey = survey_with_id(access, question.survey_id)
    columns = columns_of(access, survey, question, live_drivers(access, question))
    item = columns.items.get(key)
    if item is None:
        raise NotFound
    values = columns.drivers[key]
    low = values <= item.low if item.low is not None else values >= item.highest
    ids = columns.ids[np.flatnonzero(low)][-MOST:].tolist()
    return item, voices_with_ids(access, ids)
