from django.apps import AppConfig


class EscalationsConfig(AppConfig):
    name = "channels_mgmt.escalations"
    label = "escalations"

    def ready(self) -> None:
        from channels_mgmt.escalations.receivers import connect

        connect()
