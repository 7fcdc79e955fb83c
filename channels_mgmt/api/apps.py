from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "channels_mgmt.api"
    label = "api"

    def ready(self) -> None:
        from channels_mgmt.api.receivers import connect

        connect()
