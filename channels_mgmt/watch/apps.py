from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "channels_mgmt.watch"
    label = "watch"
