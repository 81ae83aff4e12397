"""What lines of business are called."""

from django.utils.translation import pgettext_lazy

# What a line of business is called; one that is new stands as in the file of figures.
SECTORS = {
    "apparel e-commerce": pgettext_lazy("industry", "apparel e-commerce"),
    "banks": pgettext_lazy("industry", "banks"),
    "car insurance (agents)": pgettext_lazy("industry", "car insurance (agents)"),
    "car insurance (direct)": pgettext_lazy("industry", "car insurance (direct)"),
    "credit cards": pgettext_lazy("industry", "credit cards"),
    "electric power": pgettext_lazy("industry", "electric power"),
    "face-to-face brokers": pgettext_lazy("industry", "face-to-face brokers"),
    "general e-commerce": pgettext_lazy("industry", "general e-commerce"),
    "internet providers": pgettext_lazy("industry", "internet providers"),
    "life insurance": pgettext_lazy("industry", "life insurance"),
    "life insurance contact centre": pgettext_lazy("industry", "life insurance contact centre"),
    "mail-order cosmetics": pgettext_lazy("industry", "mail-order cosmetics"),
    "mobile carriers": pgettext_lazy("industry", "mobile carriers"),
    "net supermarkets": pgettext_lazy("industry", "net supermarkets"),
    "online brokers": pgettext_lazy("industry", "online brokers"),
    "prestige cosmetics": pgettext_lazy("industry", "prestige cosmetics"),
    "video streaming": pgettext_lazy("industry", "video streaming"),
}


def sector_words(sector: str) -> str:
    """What a line of business is called in the language of the moment."""
    return str(SECTORS.get(sector, sector))
