"""LinkedIn, all posts, with a sentence above the header. A post's id is in its address."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="linkedin_posts",
    label=_("LinkedIn: posts"),
    rows=Rows.POSTS,
    network=str(Network.LINKEDIN),
    columns=(
        column("text", "Post title", fr=("Titre du post", "Titre de la publication")),
        column("permalink", "Post link", fr=("Lien du post", "Lien de la publication")),
        column("account", "Posted by", fr="Publié par"),
        column("published", "Created date", fr="Date de création"),
        column("impressions", "Impressions"),
        column(
            "video_views",
            "Views (Excluding offsite video views)",
            "Views",
            fr=("Vues (hors vues de vidéos hors site)", "Vues"),
        ),
        column("clicks", "Clicks", fr="Clics"),
        column("click_rate", "Click through rate (CTR)", fr=("Taux de clics (CTR)", "Taux de clic (CTR)")),
        column("likes", "Likes", fr="J’aime"),
        column("comments", "Comments", fr="Commentaires"),
        column("shares", "Reposts", fr="Republications"),
        column("follows", "Follows", fr="Abonnements"),
        column("engagement_rate", "Engagement rate", fr="Taux d’engagement"),
        column("kind", "Content Type", fr="Type de contenu"),
    ),
    needs=("permalink", "published", "impressions"),
    seen=False,
)
