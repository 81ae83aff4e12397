"""What can be imported, one file a shape: fields, the headers under which people keep them."""

from emptychair.exchange.errors import UnknownShape
from emptychair.exchange.shapes.answers import ANSWERS
from emptychair.exchange.shapes.companies import COMPANIES
from emptychair.exchange.shapes.contracts import CONTRACTS
from emptychair.exchange.shapes.daily_use import DAILY_USE
from emptychair.exchange.shapes.delighted import DELIGHTED_ANSWERS, DELIGHTED_PEOPLE
from emptychair.exchange.shapes.events import EVENTS
from emptychair.exchange.shapes.figures import FIGURES
from emptychair.exchange.shapes.orders import ORDERS
from emptychair.exchange.shapes.people import PEOPLE
from emptychair.exchange.shapes.touchpoints import TOUCHPOINTS
from emptychair.exchange.types import ImportShape

SHAPES: dict[str, ImportShape] = {
    shape.name: shape
    for shape in (
        ANSWERS,
        PEOPLE,
        COMPANIES,
        EVENTS,
        ORDERS,
        CONTRACTS,
        TOUCHPOINTS,
        FIGURES,
        DAILY_USE,
        DELIGHTED_PEOPLE,
        DELIGHTED_ANSWERS,
    )
}


def shape_named(name: str) -> ImportShape:
    """The shape. Raises `UnknownShape`."""
    if name not in SHAPES:
        raise UnknownShape
    return SHAPES[name]
