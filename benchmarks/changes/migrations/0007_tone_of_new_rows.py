from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    dependencies = [("changes", "0006_tone")]
    operations = [
        OfInbox(
            AddConstraintNotValid(
                "message",
                models.CheckConstraint(condition=models.Q(tone__isnull=False), name="message_tone_there"),
            )
        ),
    ]
