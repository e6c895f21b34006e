"""Indexes for the operators' log, made beside its use: who acts meanwhile writes on."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.fields.json
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('tenants', '0008_keys'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='operatorrecord',
            index=models.Index(fields=['tenant', 'recorded_at'], name='tenants_acts_of_tenant'),
        ),
        migrations.AlterField(
            model_name='operatorrecord',
            name='tenant',
            field=models.UUIDField(blank=True, null=True),
        ),
        AddIndexConcurrently(
            model_name='operatorrecord',
            index=models.Index(fields=['actor', 'recorded_at'], name='tenants_acts_by_actor'),
        ),
        AddIndexConcurrently(
            model_name='operatorrecord',
            index=models.Index(fields=['action', 'recorded_at'], name='tenants_acts_by_action'),
        ),
        AddIndexConcurrently(
            model_name='operatorrecord',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('operation', 'details'), models.F('recorded_at'), condition=models.Q(('details__has_key', 'operation')), name='tenants_acts_of_operation'),
        ),
        AddIndexConcurrently(
            model_name='operatorrecord',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('target', 'why', config='simple'), name='tenants_acts_in_words'),
        ),
    ]
