"""Meta Business Suite, posts and stories of an Instagram account. The order of columns changes."""

from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.choices import Network
from reporting.metrics.readers.dates import MONTH_FIRST
from reporting.metrics.readers.declared import Format, Rows, column

FORMAT = Format(
    slug="meta_instagram_posts",
    label=_("Meta Business Suite: Instagram posts"),
    rows=Rows.POSTS,
    network=str(Network.INSTAGRAM),
    english_order=MONTH_FIRST,
    ids=r"\d+(?:_\d+)?",
    columns=(
        column("post_id", "Post ID", fr="Identifiant de la publication"),
        column(
            "account",
            "Account username",
            "Account name",
            "Account ID",
            fr=("Nom de profil du compte", "Nom du compte", "ID du compte"),
        ),
        column("text", "Description"),
        column("published", "Publish time", fr="Heure de publication"),
        column("permalink", "Permalink", fr="Permalien"),
        column("kind", "Post type", fr="Type de publication"),
        column("day", "Date"),
        column("views", "Views", fr="Vues"),
        column("impressions", "Impressions"),
        column("reach", "Reach", fr="Couverture"),
        column("likes", "Likes", fr=("Mentions J’aime", "J’aime")),
        column("comments", "Comments", fr="Commentaires"),
        column("shares", "Shares", fr="Partages"),
        column("saves", "Saves", fr="Enregistrements"),
        column("follows", "Follows", fr="Followers en plus"),
        column("visits", "Profile visits", fr="Visites de profil"),
        column("replies", "Replies", fr="Réponses"),
        column("link_clicks", "Link clicks", fr=("Clics sur le lien", "Clics sur un lien")),
    ),
    needs=("post_id", "account"),
)
