from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    dependencies = [("changes", "0003_index")]
    operations = [
        OfInbox(
            AddConstraintNotValid(
                "message",
                models.CheckConstraint(condition=models.Q(weight__gte=0), name="message_weight_from_zero"),
            )
        ),
    ]
