"""Trust as a Django app: people who log in, and the audit chain."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """The app of people and of the audit chain."""

    name = "seedbed.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hold every connection to a server against the key of the store."""
        from seedbed.trust.right_key import watch

        watch()
