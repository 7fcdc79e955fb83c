"""Files are known again and told how far they are read; columns that people chose are remembered."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("brands", "0004_setup"), ("metrics", "0001_snapshots")]

    operations = [
        migrations.AddField("metricsrun", "digest", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("metricsrun", "size", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("metricsrun", "position", models.PositiveBigIntegerField(default=0)),
        migrations.AlterField("snapshot", "series", models.CharField(max_length=300)),
        migrations.CreateModel(
            name="ChosenColumns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header", models.CharField(max_length=64)),
                ("chosen", models.JSONField()),
                ("updated_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["brand", "header"], name="chosen_columns_once")
                ]
            },
        ),
    ]
