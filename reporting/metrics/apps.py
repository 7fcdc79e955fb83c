from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "reporting.metrics"
    label = "metrics"
