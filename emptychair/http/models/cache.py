"""What all processes have to know for a short time."""

from django.db import models
from typing_extensions import override


class CachedValue(models.Model):
    """A row of Django's database cache, in the shape it expects; the settings name it (`CACHES`).

    allauth counts attempts to sign in here, and codes that were used. Only the cache reads it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    @override
    def __str__(self) -> str:
        return self.cache_key
