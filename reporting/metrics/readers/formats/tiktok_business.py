"""TikTok Business, the account by day: `2025/10/31`, `NAN` and `--` for nothing."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="tiktok_business",
    label=_("TikTok Business: days of an account"),
    rows=Rows.DAYS,
    network=str(Network.TIKTOK),
    columns=(
        column("day", "Date"),
        column("views", "Video views", fr=("Vues de vidéos", "Vues des vidéos")),
        column("reach", "Reached audience", fr="Audience touchée"),
        column("visits", "Profile views", fr=("Vues du profil", "Vues de profil")),
        column("likes", "Likes", fr=("J’aime", "Mentions J’aime")),
        column("shares", "Shares", fr="Partages"),
        column("comments", "Comments", fr="Commentaires"),
        column("leads", "Leads submission", fr="Envoi de leads"),
        column("net_follows", "Net growth", fr="Croissance nette"),
        column("follows", "New followers", fr=("Nouveaux abonnés", "Nouveaux followers")),
        column("unfollows", "Lost followers", fr=("Abonnés perdus", "Followers perdus")),
    ),
    needs=("day", "views", "reach", "net_follows"),
)
