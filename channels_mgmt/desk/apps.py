from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "channels_mgmt.desk"
    label = "desk"
