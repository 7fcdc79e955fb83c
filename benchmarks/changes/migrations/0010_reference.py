from django.conf import settings
from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    dependencies = [("changes", "0009_tone_never_empty")]
    operations = [
        OfInbox(
            migrations.AddField(
                "message",
                "heard_by",
                models.ForeignKey(
                    settings.AUTH_USER_MODEL,
                    models.PROTECT,
                    null=True,
                    related_name="+",
                    db_constraint=False,
                    db_index=False,
                ),
            )
        ),
    ]
