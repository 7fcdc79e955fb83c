from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "reporting.weekly"
    label = "weekly"
