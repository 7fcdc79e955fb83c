import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0001_french_search"),
        ("protocol", "0001_protocol"),
    ]

    operations = [
        migrations.AddField(
            model_name="entryversion",
            name="searched",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.CombinedSearchVector(
                    django.contrib.postgres.search.CombinedSearchVector(
                        django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "situation", config="cmhub_french", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "theme", config="cmhub_french", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("cmhub_french"),
                        ),
                        "||",
                        django.contrib.postgres.search.SearchVector(
                            "description", config="cmhub_french", weight="C"
                        ),
                        django.contrib.postgres.search.SearchConfig("cmhub_french"),
                    ),
                    "||",
                    django.contrib.postgres.search.SearchVector(
                        "conditions", "answer_fr", "answer_en", config="cmhub_french", weight="D"
                    ),
                    django.contrib.postgres.search.SearchConfig("cmhub_french"),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
    ]
