"""A department is asked by an escalation: who is told of an item is told by name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("watch", "0001_items_and_feeds")]
    operations = [migrations.RemoveField("telling", "department")]
