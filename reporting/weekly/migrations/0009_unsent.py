from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("weekly", "0008_sent")]

    operations = [
        AddIndexConcurrently(
            "weeklyreport",
            models.Index(
                fields=["published_at"],
                condition=Q(sent_at=None, state__in=("published", "read")),
                name="weekly_report_unsent",
            ),
        ),
    ]
