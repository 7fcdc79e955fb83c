from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "channels_mgmt.crisis"
    label = "crisis"
