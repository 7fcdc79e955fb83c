"""YouTube Studio, views by country, as two letters: `NA` is Namibia, `Total` is none."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="youtube_countries",
    label=_("YouTube Studio: countries"),
    rows=Rows.AUDIENCE,
    network=str(Network.YOUTUBE),
    dimension="country",
    columns=(
        column("segment", "Geography", "Country", fr=("Zone géographique", "Pays")),
        column("views", "Views", fr="Vues"),
        column("watch_seconds", "Watch time (hours)", fr="Durée de visionnage (heures)", scale="hours"),
        column("average_watch_seconds", "Average view duration", fr="Durée moyenne d’une vue"),
        column("net_follows", "Subscribers", fr="Abonnés"),
    ),
    needs=("segment", "views", "watch_seconds"),
    seen=False,
)
