"""X Analytics since 2024, the account by day, newest first: `"Tue, Aug 26, 2025"`."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="x_overview",
    label=_("X: days of an account (new analytics)"),
    rows=Rows.DAYS,
    network=str(Network.X),
    columns=(
        column("day", "Date"),
        column("impressions", "Impressions"),
        column("likes", "Likes", fr="J’aime"),
        column("engagements", "Engagements"),
        column("saves", "Bookmarks", fr="Signets"),
        column("sends", "Shares", fr="Partages"),
        column("follows", "New follows", fr="Nouveaux abonnements"),
        column("unfollows", "Unfollows", fr="Désabonnements"),
        column("comments", "Replies", fr="Réponses"),
        column("shares", "Reposts"),
        column("visits", "Profile visits", fr="Visites du profil"),
        column("posts", "Create Post"),
        column("video_views", "Video views", fr="Vues de vidéos"),
        column("media_views", "Media views", fr="Vues de médias"),
    ),
    needs=("day", "impressions", "saves", "unfollows"),
)
