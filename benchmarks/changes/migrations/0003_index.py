from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("changes", "0002_column_with_a_default")]
    operations = [
        OfInbox(
            AddIndexConcurrently(
                "message", models.Index(fields=["brand", "author_key"], name="message_by_author")
            )
        ),
    ]
