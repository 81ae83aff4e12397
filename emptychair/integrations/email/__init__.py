"""Mail by Django's backends: SMTP, or whatever `EMAIL_BACKEND` names (django-anymail has many).
Registers the channel "email" of `messaging`.
"""
