"""The record as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The app of a study's tables."""

    name = "seedbed.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
