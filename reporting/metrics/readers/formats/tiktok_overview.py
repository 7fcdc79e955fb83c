"""TikTok Studio, the account by day: dates have no year, `undefined` is nothing."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="tiktok_overview",
    label=_("TikTok Studio: days of an account"),
    rows=Rows.DAYS,
    network=str(Network.TIKTOK),
    columns=(
        column("day", "Date"),
        column("views", "Video Views", fr=("Vues de vidéos", "Vues des vidéos", "Vues de la vidéo")),
        column("visits", "Profile Views", fr=("Vues du profil", "Vues de profil")),
        column("likes", "Likes", fr=("J’aime", "Mentions J’aime")),
        column("comments", "Comments", fr="Commentaires"),
        column("shares", "Shares", fr="Partages"),
    ),
    needs=("day", "views", "visits"),
)
