"""X Analytics since 2024, posts (`account_analytics_content_…`)."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="x_content",
    label=_("X: posts (new analytics)"),
    rows=Rows.POSTS,
    network=str(Network.X),
    ids=r"\d+",
    columns=(
        column("post_id", "Post id", fr="Identifiant du post"),
        column("published", "Date"),
        column("text", "Post text", fr="Texte du post"),
        column("permalink", "Post Link", fr="Lien du post"),
        column("impressions", "Impressions"),
        column("likes", "Likes", fr="J’aime"),
        column("engagements", "Engagements"),
        column("saves", "Bookmarks", fr="Signets"),
        column("sends", "Shares", fr="Partages"),
        column("follows", "New follows", fr="Nouveaux abonnements"),
        column("comments", "Replies", fr="Réponses"),
        column("shares", "Reposts"),
        column("profile_clicks", "Profile visits", fr="Visites du profil"),
        column("detail_expands", "Detail Expands", fr="Ouvertures des détails"),
        column("link_clicks", "URL Clicks", fr="Clics sur l’URL"),
        column("hashtag_clicks", "Hashtag Clicks", fr="Clics sur le hashtag"),
        column("permalink_clicks", "Permalink Clicks", fr="Clics sur le permalien"),
    ),
    needs=("post_id", "published", "impressions", "saves"),
    seen=False,
)
