from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    dependencies = [("inbox", "0013_satisfaction")]
    operations = [
        OfInbox(migrations.AddField("message", "mood", models.TextField(null=True))),
    ]
