from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "channels_mgmt.inbox"
    label = "inbox"
