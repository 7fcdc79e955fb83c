from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "channels_mgmt.watch"
    label = "watch"

    def ready(self) -> None:
        from channels_mgmt.watch.receivers import connect

        connect()
