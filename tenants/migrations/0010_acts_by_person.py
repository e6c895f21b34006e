"""An index that knows of each act of a person which it was, made beside the log's use."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Put the new one beside the old, and then take the old one away."""

    atomic = False

    dependencies: ClassVar = [("tenants", "0009_acts")]

    operations: ClassVar = [
        AddIndexConcurrently(
            model_name="operatorrecord",
            index=models.Index(fields=["actor", "recorded_at", "action"], name="tenants_acts_by_person"),
        ),
        RemoveIndexConcurrently(model_name="operatorrecord", name="tenants_acts_by_actor"),
    ]
