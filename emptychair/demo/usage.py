from emptychair.demo.chance import stream
from emptychair.demo.days import Days
from emptychair.demo.people import SILENT, USE, Firm

_FADE = 60  # days over which a firm that leaves silently uses less and less


def daily_use(seed: int, days: Days, firm: Firm) -> tuple[list[str], int | None]:
    """CSV lines of the days on which the firm used the product, and the last such day."""
    chance = stream(seed, USE, firm.number)
    uniform = chance.uniform
    usual = firm.seats * (0.2 + 0.35 * uniform())
    week = tuple(usual * (0.2 if days.is_weekend(day) else 1.0) for day in range(7))
    fade_from = firm.last - _FADE if firm.fate == SILENT else firm.last
    lines: list[str] = []
    last_use = None
    for day in range(max(firm.joined, 0), firm.last + 1):
        level = week[day % 7] * (0.6 + 0.8 * uniform())
        if day > fade_from:
            level *= 0.1 + 0.9 * (firm.last - day) / _FADE
        # Rounded up or down by chance. At most 0.55 x 1.4 of the seats, so never above them.
        users = int(level + uniform())
        if users:
            last_use = day
            actions = users + int(users * 9 * uniform())
            lines.append(f"{firm.firm_id},{days.text(day)},{users},{actions}\n")
    return lines, last_use
