"""Tables of this integration: keys, requests to ask somebody, webhooks and their deliveries."""

from emptychair.integrations.delighted.models.key import ApiKey
from emptychair.integrations.delighted.models.request import GivenAddress, SurveyRequest
from emptychair.integrations.delighted.models.webhook import Webhook, WebhookDelivery

__all__ = ["ApiKey", "GivenAddress", "SurveyRequest", "Webhook", "WebhookDelivery"]
