"""The public REST API. Routers are a few lines each and call services and queries."""
