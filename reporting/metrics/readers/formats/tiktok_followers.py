"""TikTok Studio, followers by day, as many as there are; dates have no year."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="tiktok_followers",
    label=_("TikTok Studio: followers by day"),
    rows=Rows.DAYS,
    network=str(Network.TIKTOK),
    columns=(
        column("day", "Date"),
        column("followers", "Followers", fr=("Abonnés", "Nombre d’abonnés")),
        column(
            "net_follows",
            "Difference in followers from previous day",
            fr=(
                "Différence d’abonnés par rapport au jour précédent",
                "Différence de followers par rapport au jour précédent",
            ),
        ),
    ),
    needs=("day", "followers", "net_follows"),
)
