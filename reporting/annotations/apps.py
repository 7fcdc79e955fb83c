from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "reporting.annotations"
    label = "annotations"

    def ready(self) -> None:
        from channels_mgmt.crisis import marking
        from channels_mgmt.desk import quoting
        from reporting.annotations.services.erasure import copy_of, erase
        from reporting.annotations.surges import on_days

        marking.markers.append(on_days)
        quoting.rooms.append(quoting.Room(copy_of, erase))
