"""YouTube Studio, videos: the first line is a total, lengths are `0:04:34`, and no period is said."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="youtube_videos",
    label=_("YouTube Studio: videos"),
    rows=Rows.POSTS,
    network=str(Network.YOUTUBE),
    columns=(
        column("post_id", "Content", "Video", fr=("Contenu", "Vidéo")),
        column("title", "Video title", fr="Titre de la vidéo"),
        column("published", "Video publish time", fr="Heure de publication de la vidéo"),
        column("views", "Views", fr="Vues"),
        column("watch_seconds", "Watch time (hours)", fr="Durée de visionnage (heures)", scale="hours"),
        column("average_watch_seconds", "Average view duration", fr="Durée moyenne d’une vue"),
        column("net_follows", "Subscribers", fr="Abonnés"),
        column("follows", "Subscribers gained", "New subscribers", fr=("Abonnés gagnés", "Nouveaux abonnés")),
        column("unfollows", "Subscribers lost", fr="Abonnés perdus"),
        column("viewers", "Unique viewers", fr="Spectateurs uniques"),
        column("likes", "Likes", fr="J’aime"),
        column("comments", "Comments added", "Comments", fr=("Commentaires ajoutés", "Commentaires")),
        column("shares", "Shares", fr="Partages"),
        column("impressions", "Impressions"),
        column(
            "click_rate",
            "Impressions click-through rate (%)",
            fr="Taux de clics par impression (%)",
            scale="percent",
        ),
    ),
    needs=("post_id", "title", "views"),
    notes=("period_unsaid",),
)
