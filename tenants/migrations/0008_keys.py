"""A data key for the platform itself, rotation of data keys, and a directory whose revision tells of keys."""

import django.db.models.deletion
from django.db import migrations, models

# Not with an update: wrapping a thousand keys anew changes nothing that a process has unwrapped.
TRIGGER = (
    "CREATE TRIGGER tenants_count_up AFTER INSERT OR DELETE ON public.tenants_datakey "
    "FOR EACH STATEMENT EXECUTE FUNCTION public.tenants_count_up()"
)


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0007_releases'),
    ]

    operations = [
        migrations.AlterField(
            model_name='datakey',
            name='tenant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='data_keys', to='tenants.tenant'),
        ),
        migrations.AddField(
            model_name='datakey',
            name='unused_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='datakey',
            constraint=models.UniqueConstraint(condition=models.Q(('tenant', None)), fields=('number',), name='tenants_data_key_platform_once'),
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER tenants_count_up ON public.tenants_datakey"),
    ]
