from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "reporting.metrics"
    label = "metrics"

    def ready(self) -> None:
        from channels_mgmt.publishing.services import joining
        from reporting.metrics.services.joining import move_readings

        joining.movers.append(move_readings)
