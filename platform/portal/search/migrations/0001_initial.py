import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IndexedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=100)),
                ('language', models.CharField(default='nl', max_length=7)),
                ('title', models.CharField(max_length=300)),
                ('summary', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('keywords_text', models.TextField(blank=True)),
                ('plain', models.TextField(blank=True)),
                ('url_name', models.CharField(blank=True, max_length=100)),
                ('url_args', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                ('path', models.CharField(blank=True, max_length=500)),
                ('boost', models.PositiveSmallIntegerField(default=0)),
                ('indexed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('vector', models.GeneratedField(db_persist=True, expression=models.Case(models.When(language='en', then=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(models.F('plain'), config='simple', weight='B'), '||', django.contrib.postgres.search.SearchVector(models.F('title'), config='english_unaccent', weight='A'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(models.F('keywords_text'), config='english_unaccent', weight='B'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(models.F('summary'), config='english_unaccent', weight='C'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(models.F('body'), config='english_unaccent', weight='D'), django.contrib.postgres.search.SearchConfig('simple'))), default=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(models.F('plain'), config='simple', weight='B'), '||', django.contrib.postgres.search.SearchVector(models.F('title'), config='dutch_unaccent', weight='A'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(models.F('keywords_text'), config='dutch_unaccent', weight='B'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(models.F('summary'), config='dutch_unaccent', weight='C'), django.contrib.postgres.search.SearchConfig('simple')), '||', django.contrib.postgres.search.SearchVector(models.F('body'), config='dutch_unaccent', weight='D'), django.contrib.postgres.search.SearchConfig('simple')), output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField(null=True))),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='search_vector'), django.contrib.postgres.indexes.GinIndex(fields=['plain'], name='search_trigrams', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'language'), name='search_document_once')],
            },
        ),
    ]
