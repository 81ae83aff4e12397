"""Mail by Django's backends: SMTP, or a provider's API by django-anymail, whose reports come back
here. Registers the channel "email" of `messaging`, and how it looks into the DNS.
"""
