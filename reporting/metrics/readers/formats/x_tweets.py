"""X Analytics until 2024, tweets (`tweet_activity_metrics_…`): numbers as `435.0`, `-` for nothing, UTC."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="x_tweets",
    label=_("X: tweets (old analytics)"),
    rows=Rows.POSTS,
    network=str(Network.X),
    ids=r"\d+",
    columns=(
        column("post_id", "Tweet id", fr="Identifiant du Tweet"),
        column("permalink", "Tweet permalink", fr="Permalien du Tweet"),
        column("text", "Tweet text", fr="Texte du Tweet"),
        column("published", "time", fr="heure"),
        column("impressions", "impressions"),
        column("engagements", "engagements"),
        column("engagement_rate", "engagement rate", fr="taux d’engagement"),
        column("shares", "retweets"),
        column("comments", "replies", fr="réponses"),
        column("likes", "likes", "favorites", fr="J’aime"),
        column("profile_clicks", "user profile clicks", fr="clics sur le profil de l’utilisateur"),
        column("link_clicks", "url clicks", fr="clics sur l’URL"),
        column("hashtag_clicks", "hashtag clicks", fr="clics sur le hashtag"),
        column("detail_expands", "detail expands", fr="ouvertures des détails"),
        column("permalink_clicks", "permalink clicks", fr="clics sur le permalien"),
        column("follows", "follows", fr="abonnements"),
        column("media_views", "media views", fr="vues du média"),
        column("media_engagements", "media engagements", fr="engagements avec le média"),
    ),
    needs=("post_id", "published", "impressions"),
)
