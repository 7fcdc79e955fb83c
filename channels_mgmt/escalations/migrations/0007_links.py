import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_invitations_onto_brands"),
        ("brands", "0004_setup"),
        ("escalations", "0006_life"),
        ("inbox", "0011_narrowed_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stored_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(choices=[("picture", "picture"), ("pdf", "PDF")], max_length=10)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("size", models.PositiveIntegerField()),
                ("publishable", models.BooleanField(default=False, verbose_name="publishable")),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("at", models.DateTimeField()),
                ("leg", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "Français"), ("en", "English")], default="fr", max_length=2
                    ),
                ),
                ("salt", models.CharField(editable=False, max_length=64)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("first_opened_at", models.DateTimeField(blank=True, null=True)),
                ("last_opened_at", models.DateTimeField(blank=True, null=True)),
                ("opened", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="escalation",
            name="put_in_touch_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="when you contacted the person"),
        ),
        migrations.AddField(
            model_name="escalation",
            name="put_in_touch_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phone", "by telephone"),
                    ("whatsapp", "by WhatsApp"),
                    ("message", "by a private message"),
                    ("email", "by e-mail"),
                    ("visit", "face to face"),
                    ("other", "otherwise"),
                ],
                max_length=10,
                verbose_name="how you contacted the person",
            ),
        ),
        migrations.AlterField(
            model_name="remark",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked_back", "information asked by the department"),
                    ("given", "information given"),
                    ("further", "asked further"),
                    ("reopened", "asked again"),
                    ("answer", "earlier answer"),
                    ("added", "added to the answer"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "put_in_touch"), _negated=True),
                    models.Q(("answered_at__isnull", False), ("put_in_touch_at__isnull", False)),
                    _connector="OR",
                ),
                name="escalation_put_in_touch_has_time",
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="brand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="contact",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.contact",
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="escalation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="escalations.escalation"
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="brand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="brands.brand"
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.contact"
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="escalation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="escalations.escalation"
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="revoked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="answerfile",
            constraint=models.UniqueConstraint(
                fields=("escalation", "fingerprint", "publishable"), name="answer_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1)), name="answer_file_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)),
                fields=("escalation", "contact"),
                name="answer_link_one_of_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="answer_link_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_opened_at", None), ("last_opened_at", None), ("opened", 0)),
                    models.Q(
                        ("first_opened_at__isnull", False),
                        ("last_opened_at__isnull", False),
                        ("opened__gt", 0),
                    ),
                    _connector="OR",
                ),
                name="answer_link_opened_has_time",
            ),
        ),
    ]
