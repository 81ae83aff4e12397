"""What channels are called."""

from django.utils.translation import pgettext


def channel_words(channel: str) -> str:
    """How somebody was asked, or came to answer."""
    return {
        "email": pgettext("channel", "Mail"),
        "web": pgettext("channel", "Web"),
        "link": pgettext("channel", "Link"),
        "import": pgettext("channel", "File"),
        "api": "API",
        "qr": pgettext("channel", "QR code"),
        "phone": pgettext("channel", "Telephone"),
        "paper": pgettext("channel", "Paper"),
        "embed": pgettext("collector", "frame in a page"),
        "kiosk": pgettext("collector", "kiosk or tablet"),
        "widget": pgettext("collector", "widget"),
        "sms": "SMS",
        "line": "LINE",
    }.get(channel, channel)
