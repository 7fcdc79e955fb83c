from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import log_ins
        from accounts.receivers import connect

        connect()
        log_ins.connect()
