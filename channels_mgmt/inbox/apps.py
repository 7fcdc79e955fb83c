from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "channels_mgmt.inbox"
    label = "inbox"

    def ready(self) -> None:
        from channels_mgmt.inbox import receivers
        from channels_mgmt.inbox.arrivals import count_arrivals
        from channels_mgmt.inbox.services.open_work import SOURCE
        from channels_mgmt.team import arrivals, open_work

        receivers.connect()
        arrivals.counters.append(count_arrivals)
        open_work.sources.append(SOURCE)
