from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

CREATE = """
create text search configuration cmhub_french (copy = french);
alter text search configuration cmhub_french
    alter mapping for hword, hword_part, word with unaccent, french_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "0001_who_and_where")]
    operations = [
        BtreeGinExtension(),
        migrations.RunSQL(CREATE, "drop text search configuration cmhub_french;"),
    ]
