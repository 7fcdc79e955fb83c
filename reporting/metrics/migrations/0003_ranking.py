import django.db.models.expressions
import django.db.models.fields.json
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("metrics", "0002_taking_in")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="comments",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Cast(
                    django.db.models.fields.json.KeyTextTransform("comments", "figures"),
                    models.BigIntegerField(),
                ),
                output_field=models.BigIntegerField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="rate",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(
                    django.db.models.functions.comparison.Cast(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.fields.json.KeyTextTransform("engagements", "figures"),
                                models.BigIntegerField(),
                            ),
                            models.Case(
                                models.When(
                                    figures__has_any_keys=(
                                        "reactions",
                                        "likes",
                                        "comments",
                                        "shares",
                                        "saves",
                                    ),
                                    then=django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.functions.comparison.Coalesce(
                                                    django.db.models.functions.comparison.Cast(
                                                        django.db.models.fields.json.KeyTextTransform(
                                                            "reactions", "figures"
                                                        ),
                                                        models.BigIntegerField(),
                                                    ),
                                                    django.db.models.functions.comparison.Cast(
                                                        django.db.models.fields.json.KeyTextTransform(
                                                            "likes", "figures"
                                                        ),
                                                        models.BigIntegerField(),
                                                    ),
                                                    models.Value(0),
                                                ),
                                                "+",
                                                django.db.models.functions.comparison.Coalesce(
                                                    django.db.models.functions.comparison.Cast(
                                                        django.db.models.fields.json.KeyTextTransform(
                                                            "comments", "figures"
                                                        ),
                                                        models.BigIntegerField(),
                                                    ),
                                                    models.Value(0),
                                                ),
                                            ),
                                            "+",
                                            django.db.models.functions.comparison.Coalesce(
                                                django.db.models.functions.comparison.Cast(
                                                    django.db.models.fields.json.KeyTextTransform(
                                                        "shares", "figures"
                                                    ),
                                                    models.BigIntegerField(),
                                                ),
                                                models.Value(0),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.functions.comparison.Coalesce(
                                            django.db.models.functions.comparison.Cast(
                                                django.db.models.fields.json.KeyTextTransform(
                                                    "saves", "figures"
                                                ),
                                                models.BigIntegerField(),
                                            ),
                                            models.Value(0),
                                        ),
                                    ),
                                )
                            ),
                        ),
                        models.FloatField(),
                    ),
                    "/",
                    django.db.models.functions.comparison.NullIf(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.fields.json.KeyTextTransform("impressions", "figures"),
                                models.BigIntegerField(),
                            ),
                            django.db.models.functions.comparison.Cast(
                                django.db.models.fields.json.KeyTextTransform("views", "figures"),
                                models.BigIntegerField(),
                            ),
                        ),
                        models.Value(0),
                    ),
                ),
                output_field=models.FloatField(null=True),
            ),
        ),
        migrations.AlterField(
            model_name="snapshot",
            name="scope",
            field=models.CharField(
                choices=[
                    ("day", "of the day"),
                    ("week", "of seven days"),
                    ("lifetime", "since it was published"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(
                condition=models.Q(("reach__isnull", False), ("stands", True)),
                fields=["brand", "-reach", "-id"],
                name="snapshot_by_reach",
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(
                condition=models.Q(("engaged__isnull", False), ("stands", True)),
                fields=["brand", "-engaged", "-id"],
                name="snapshot_by_engaged",
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(
                condition=models.Q(("rate__isnull", False), ("stands", True)),
                fields=["brand", "-rate", "-id"],
                name="snapshot_by_rate",
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(
                condition=models.Q(("comments__isnull", False), ("stands", True)),
                fields=["brand", "-comments", "-id"],
                name="snapshot_by_comments",
            ),
        ),
    ]
