import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('connections', '0003_certificates'),
        ('notifications', '0001_news'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscription',
            name='looked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='subscription',
            name='look_tried_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='subscription',
            name='look_finding',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='message',
            name='source',
            field=models.CharField(choices=[('told', 'Gemeld'), ('found', 'Gevonden bij het vergelijken'), ('followed', 'Volgt uit een andere melding')], db_default='told', default='told', max_length=10, verbose_name='herkomst'),
        ),
        migrations.AddField(
            model_name='message',
            name='told_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['told', 'found', 'followed'])), name='notifications_message_source'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['connection', 'main'], name='notifications_message_of'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('source', 'found'), ('told_at', None)), fields=['connection', 'resource_url'], name='notifications_message_found'),
        ),
        migrations.CreateModel(
            name='Watched',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=50)),
                ('main', models.CharField(max_length=1000)),
                ('seen', models.JSONField(blank=True, default=dict)),
                ('known_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='connections.connection')),
            ],
            options={
                'indexes': [models.Index(models.F('connection'), models.F('channel'), models.OrderBy(models.F('looked_at'), nulls_first=True), name='notifications_watched_next')],
                'constraints': [models.UniqueConstraint(fields=('connection', 'channel', 'main'), name='notifications_watched_once')],
            },
        ),
    ]
