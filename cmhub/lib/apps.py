from django.apps import AppConfig


class LibConfig(AppConfig):
    """An app for its template tags; it has no models."""

    name = "cmhub.lib"
    label = "cmhub_lib"
