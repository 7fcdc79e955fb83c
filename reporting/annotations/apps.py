from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "reporting.annotations"
    label = "annotations"
