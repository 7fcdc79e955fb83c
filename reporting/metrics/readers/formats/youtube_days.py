"""YouTube Studio, the account by day, with a total among the lines."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="youtube_days",
    label=_("YouTube Studio: days of an account"),
    rows=Rows.DAYS,
    network=str(Network.YOUTUBE),
    columns=(
        column("day", "Date"),
        column("views", "Views", fr="Vues"),
        column("watch_seconds", "Watch time (hours)", fr="Durée de visionnage (heures)", scale="hours"),
        column("net_follows", "Subscribers", fr="Abonnés"),
        column("impressions", "Impressions"),
        column(
            "click_rate",
            "Impressions click-through rate (%)",
            fr="Taux de clics par impression (%)",
            scale="percent",
        ),
    ),
    needs=("day", "views", "watch_seconds"),
    seen=False,
)
