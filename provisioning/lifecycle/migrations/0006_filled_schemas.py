import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lifecycle', '0005_bulk'),
    ]

    operations = [
        migrations.CreateModel(
            name='FilledSchema',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=32)),
                ('blueprint', models.CharField(max_length=32)),
                ('text', models.TextField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.AddConstraint(
            model_name='filledschema',
            constraint=models.UniqueConstraint(fields=('fingerprint', 'blueprint'), name='one_text_of_each'),
        ),
    ]
