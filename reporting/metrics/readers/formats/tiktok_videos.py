"""TikTok Studio, videos: the id is in the address, the time of publication has no year."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="tiktok_videos",
    label=_("TikTok Studio: videos"),
    rows=Rows.POSTS,
    network=str(Network.TIKTOK),
    columns=(
        column("text", "Video title", fr="Titre de la vidéo"),
        column("permalink", "Video link", fr="Lien de la vidéo"),
        column("published", "Post time", fr=("Heure de publication", "Date de publication")),
        column("likes", "Total likes", fr=("Total des J’aime", "Total de J’aime")),
        column("comments", "Total comments", fr=("Total des commentaires", "Total de commentaires")),
        column("shares", "Total shares", fr=("Total des partages", "Total de partages")),
        column("views", "Total views", fr=("Total des vues", "Total de vues")),
    ),
    needs=("permalink", "published", "views"),
)
