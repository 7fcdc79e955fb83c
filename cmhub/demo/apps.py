from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "cmhub.demo"
    label = "demo"
