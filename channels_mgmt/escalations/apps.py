from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    name = "channels_mgmt.escalations"
    label = "escalations"
