from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "channels_mgmt.publishing"
    label = "publishing"
