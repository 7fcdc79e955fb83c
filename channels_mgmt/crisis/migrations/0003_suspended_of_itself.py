"""A suspension for which nobody wrote a reason says so, and is told in the language of whoever reads it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("crisis", "0002_links")]

    operations = [
        migrations.AddField("suspension", "of_itself", models.BooleanField(default=False)),
        migrations.AlterField(
            "suspension",
            "reason",
            models.CharField(blank=True, default="", max_length=300, verbose_name="why nothing is published"),
        ),
        migrations.RemoveConstraint("suspension", "suspension_says_why"),
        migrations.AddConstraint(
            "suspension",
            models.CheckConstraint(
                condition=Q(~Q(reason=""), of_itself=False) | Q(reason="", of_itself=True),
                name="suspension_says_why",
                violation_error_message="Say why.",
            ),
        ),
    ]
