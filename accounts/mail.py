"""Django's SMTP backend, which can say whether a failed message may have been taken."""

import smtplib

from django.core.mail.backends.smtp import EmailBackend


class _Telling(smtplib.SMTP):
    handed_over = False
    """Whether the text of the last message was begun: from there on, silence does not mean refusal."""

    def sendmail(self, *args, **kwargs):
        self.handed_over = False
        return super().sendmail(*args, **kwargs)

    def data(self, msg):
        self.handed_over = True
        return super().data(msg)


class _TellingSSL(_Telling, smtplib.SMTP_SSL):
    pass


class TellingSmtpBackend(EmailBackend):
    """Takes the settings of Django's own; delivery.py uses it in its place."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TellingSSL if self.use_ssl else _Telling

    @property
    def handed_over(self) -> bool:
        return bool(getattr(self.connection, "handed_over", False))
