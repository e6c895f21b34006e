"""Hosts of a municipality's own, proven and with a certificate; hosts that it gave up."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


# All hosts of before lie right below a domain of the platform: nobody had to prove anything.
PROVEN = "UPDATE tenants_domain SET proven_at = now()"


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0005_audit'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReleasedHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(max_length=253, unique=True)),
                ('tenant', models.UUIDField()),
                ('released_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='domain',
            name='added_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='domain',
            name='certificate',
            field=models.CharField(choices=[('platform', 'platform'), ('own', 'own'), ('acme', 'acme')], db_default='platform', default='platform', max_length=20),
        ),
        migrations.AddField(
            model_name='domain',
            name='proof_token',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='domain',
            name='proven_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='domain',
            name='risk_accepted_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='domain',
            name='risk_accepted_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunSQL(PROVEN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='domain',
            constraint=models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('tenant',), name='tenants_domain_one_primary'),
        ),
        migrations.AddConstraint(
            model_name='domain',
            constraint=models.CheckConstraint(condition=models.Q(('is_primary', False), ('proven_at__isnull', False), _connector='OR'), name='tenants_domain_primary_is_proven'),
        ),
        migrations.AddConstraint(
            model_name='domain',
            constraint=models.CheckConstraint(condition=models.Q(('certificate__in', ['platform', 'own', 'acme'])), name='tenants_domain_certificate'),
        ),
        migrations.AddConstraint(
            model_name='domain',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certificate', 'acme'), _negated=True), models.Q(('risk_accepted_on__isnull', False), models.Q(('risk_accepted_by', ''), _negated=True)), _connector='OR'), name='tenants_domain_risk_accepted'),
        ),
    ]
