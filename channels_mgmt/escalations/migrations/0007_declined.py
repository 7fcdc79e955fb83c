"""What departments declined is found without reading every log."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("escalations", "0006_watch_items")]
    operations = [
        AddIndexConcurrently(
            "escalationevent",
            models.Index(fields=["escalation"], condition=Q(verb="not_ours"), name="escalation_declined"),
        )
    ]
