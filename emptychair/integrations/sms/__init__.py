"""SMS by a provider: Twilio. Registers the channel "sms" of `messaging`, takes in answers."""
