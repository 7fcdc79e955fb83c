from django.apps import AppConfig


class ProtocolConfig(AppConfig):
    name = "channels_mgmt.protocol"
    label = "protocol"
