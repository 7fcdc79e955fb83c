"""Post lists of publishing tools, as Sprout Social writes them: each line names its network."""

from django.utils.translation import gettext_lazy as _

from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="sprout_posts",
    label=_("Sprout Social: posts"),
    rows=Rows.POSTS,
    columns=(
        column("published", "Date"),
        column("post_id", "Post ID", fr="ID de publication"),
        column("network", "Network", fr="Réseau"),
        column("kind", "Content Type", "Post Type", fr=("Type de contenu", "Type de publication")),
        column("account", "Profile", fr="Profil"),
        column("permalink", "Link", fr="Lien"),
        column("text", "Post", fr="Publication"),
        column("impressions", "Impressions"),
        column("reach", "Reach", fr=("Portée", "Couverture")),
        column("engagements", "Engagements"),
        column(
            "engagement_rate", "Engagement Rate (per Impression)", fr="Taux d’engagement (par impression)"
        ),
        column("reactions", "Reactions", fr="Réactions"),
        column("likes", "Likes", fr=("J’aime", "Mentions J’aime")),
        column("comments", "Comments", fr="Commentaires"),
        column("shares", "Shares", fr="Partages"),
        column("saves", "Saves", fr="Enregistrements"),
        column("link_clicks", "Post Link Clicks", fr="Clics sur les liens"),
        column("video_views", "Video Views", fr="Vues de la vidéo"),
    ),
    needs=("published", "network", "permalink", "impressions"),
    seen=False,
)
