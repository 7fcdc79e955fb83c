from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("changes", "0010_reference")]
    operations = [
        OfInbox(AddIndexConcurrently("message", models.Index(fields=["heard_by"], name="message_heard_by"))),
    ]
