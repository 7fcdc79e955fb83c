from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from benchmarks.changes.of_inbox import OfInbox


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("changes", "0004_check_of_new_rows")]
    operations = [
        OfInbox(ValidateConstraint("message", "message_weight_from_zero")),
    ]
