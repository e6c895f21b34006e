"""What providers say of themselves, for each connection."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("connections", "0003_certificates")]

    operations = [
        migrations.CreateModel(
            name="ProviderMetadata",
            fields=[
                (
                    "connection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="connections.connection",
                    ),
                ),
                ("address", models.CharField(max_length=500)),
                ("xml", models.TextField()),
                ("entity_id", models.CharField(max_length=1024)),
                ("fingerprints", models.JSONField(default=list)),
                ("fetched_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                ("pending_xml", models.TextField(blank=True, db_default="", default="")),
                ("pending_since", models.DateTimeField(blank=True, null=True)),
                ("failed_since", models.DateTimeField(blank=True, null=True)),
                ("finding", models.CharField(blank=True, db_default="", default="", max_length=60)),
            ],
        ),
    ]
