from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "channels_mgmt.desk"
    label = "desk"

    def ready(self) -> None:
        from channels_mgmt.desk.ideas import idea_of
        from channels_mgmt.watch.ideas import makers

        makers.append(idea_of)
