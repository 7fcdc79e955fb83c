from django.apps import AppConfig


class BrandsConfig(AppConfig):
    name = "channels_mgmt.brands"
    label = "brands"
