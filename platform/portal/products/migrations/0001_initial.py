import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import portal.products.validators
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rendered', models.JSONField(default=dict, editable=False)),
                ('sort_name', models.TextField(db_collation='C', default='', editable=False)),
                ('phone', models.CharField(blank=True, max_length=20, validators=[django.core.validators.RegexValidator('^\\+?[0-9][0-9 ()-]{2,19}$', 'Vul een telefoonnummer in, met cijfers en spaties.')], verbose_name='telefoonnummer')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('hours', models.TextField(blank=True, help_text='Zet elke dag op een eigen regel, bijvoorbeeld: maandag: 9.00 - 17.00 uur', verbose_name='openingstijden')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='naam van het team')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='naam in het Engels')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacten',
                'ordering': ['sort_name'],
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rendered', models.JSONField(default=dict, editable=False)),
                ('sort_name', models.TextField(db_collation='C', default='', editable=False)),
                ('phone', models.CharField(blank=True, max_length=20, validators=[django.core.validators.RegexValidator('^\\+?[0-9][0-9 ()-]{2,19}$', 'Vul een telefoonnummer in, met cijfers en spaties.')], verbose_name='telefoonnummer')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('hours', models.TextField(blank=True, help_text='Zet elke dag op een eigen regel, bijvoorbeeld: maandag: 9.00 - 17.00 uur', verbose_name='openingstijden')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='naam')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='straat en huisnummer')),
                ('postcode', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^[0-9]{4} ?[A-Z]{2}$', 'Vul een postcode in zoals 1234 AB.')], verbose_name='postcode')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='plaats')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='breedtegraad')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='lengtegraad')),
                ('description', models.TextField(blank=True, help_text='Bijvoorbeeld hoe u binnenkomt of parkeert.', verbose_name='uitleg')),
                ('description_en', models.TextField(blank=True, verbose_name='uitleg in het Engels')),
            ],
            options={
                'verbose_name': 'locatie',
                'verbose_name_plural': 'locaties',
                'ordering': ['sort_name'],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rendered', models.JSONField(default=dict, editable=False)),
                ('sort_name', models.TextField(db_collation='C', default='', editable=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Een laag getal staat vooraan. Bij gelijke getallen telt het alfabet.', verbose_name='plaats')),
                ('name', models.CharField(max_length=100, verbose_name='naam')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='naam in het Engels')),
                ('slug', models.SlugField(help_text='Het deel van het webadres, bijvoorbeeld: afval.', max_length=100, unique=True, verbose_name='adres')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='korte uitleg')),
                ('summary_en', models.CharField(blank=True, max_length=300, verbose_name='korte uitleg in het Engels')),
                ('description', models.TextField(blank=True, help_text='U kunt Markdown gebruiken.', verbose_name='inleiding')),
                ('description_en', models.TextField(blank=True, verbose_name='inleiding in het Engels')),
                ('icon', models.CharField(blank=True, choices=[('briefcase', 'koffer'), ('building', 'gebouw'), ('calendar', 'kalender'), ('care', 'zorg'), ('document', 'document'), ('euro', 'euro'), ('heart', 'hart'), ('home', 'huis'), ('id-card', 'identiteitskaart'), ('leaf', 'blad'), ('recycle', 'hergebruik'), ('road', 'weg'), ('users', 'mensen')], max_length=20, verbose_name='pictogram')),
                ('is_published', models.BooleanField(default=False, help_text='Alleen wat gepubliceerd is, zien bezoekers.', verbose_name='gepubliceerd')),
                ('for_anonymous', models.BooleanField(default=True, verbose_name='voor wie niet is ingelogd')),
                ('for_citizens', models.BooleanField(default=True, verbose_name='voor inwoners')),
                ('for_companies', models.BooleanField(default=True, verbose_name='voor ondernemers')),
                ('redirect_url', models.CharField(blank=True, help_text='Wie het onderwerp opent, komt meteen op dit adres.', max_length=1000, validators=[portal.products.validators.validate_link], verbose_name='stuur door naar')),
                ('parent', models.ForeignKey(blank=True, help_text='Laat leeg voor een onderwerp in het hoofdmenu.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='products.category', verbose_name='hoort onder')),
            ],
            options={
                'verbose_name': 'onderwerp',
                'verbose_name_plural': 'onderwerpen',
                'ordering': ['position', 'sort_name'],
            },
        ),
        migrations.CreateModel(
            name='CategoryProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='plaats')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ranked_products', to='products.category', verbose_name='onderwerp')),
            ],
            options={
                'verbose_name': 'product in een onderwerp',
                'verbose_name_plural': 'producten in onderwerpen',
                'ordering': ['position', 'product__sort_name'],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rendered', models.JSONField(default=dict, editable=False)),
                ('sort_name', models.TextField(db_collation='C', default='', editable=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='naam')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='naam in het Engels')),
                ('slug', models.SlugField(help_text='Het deel van het webadres, bijvoorbeeld: paspoort.', max_length=100, unique=True, verbose_name='adres')),
                ('upl_name', models.CharField(blank=True, help_text='Naam uit de landelijke lijst (UPL). Daarmee vinden andere overheden dit product.', max_length=250, verbose_name='uniforme productnaam')),
                ('upl_uri', models.CharField(blank=True, editable=False, max_length=300)),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='korte uitleg')),
                ('summary_en', models.CharField(blank=True, max_length=300, verbose_name='korte uitleg in het Engels')),
                ('content', models.TextField(blank=True, help_text='U kunt Markdown gebruiken: ## voor een tussenkop, - voor een opsomming. Typ [CTABUTTON] op de plek waar de knop moet staan.', verbose_name='tekst')),
                ('content_en', models.TextField(blank=True, verbose_name='tekst in het Engels')),
                ('costs', models.TextField(blank=True, help_text='U kunt Markdown gebruiken: ## voor een tussenkop, - voor een opsomming.', verbose_name='kosten')),
                ('costs_en', models.TextField(blank=True, verbose_name='kosten in het Engels')),
                ('local', models.TextField(blank=True, help_text='Wat alleen bij u geldt. Staat boven de tekst.', verbose_name='in onze gemeente')),
                ('local_en', models.TextField(blank=True, verbose_name='in onze gemeente, in het Engels')),
                ('eligibility', models.TextField(blank=True, help_text='U kunt Markdown gebruiken: ## voor een tussenkop, - voor een opsomming.', verbose_name='voor wie is het')),
                ('eligibility_en', models.TextField(blank=True, verbose_name='voor wie is het, in het Engels')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text="Woorden waarmee bezoekers dit zoeken, met komma's ertussen.", size=None, verbose_name='zoekwoorden')),
                ('for_citizens', models.BooleanField(default=True, verbose_name='voor inwoners')),
                ('for_companies', models.BooleanField(default=False, verbose_name='voor ondernemers')),
                ('action_label', models.CharField(blank=True, max_length=64, verbose_name='tekst op de knop')),
                ('action_label_en', models.CharField(blank=True, max_length=64, verbose_name='tekst op de knop in het Engels')),
                ('action_url', models.CharField(blank=True, help_text='Waar een aanvraag begint. Zonder adres is er geen knop.', max_length=1000, validators=[portal.products.validators.validate_link], verbose_name='adres van de knop')),
                ('redirect_url', models.CharField(blank=True, help_text='Wie het product opent, komt meteen op dit adres.', max_length=1000, validators=[portal.products.validators.validate_link], verbose_name='stuur door naar')),
                ('popular_position', models.PositiveSmallIntegerField(blank=True, help_text='Vul een getal in om dit product op de startpagina te zetten. 1 staat vooraan.', null=True, verbose_name='plaats op de startpagina')),
                ('is_published', models.BooleanField(default=False, help_text='Alleen wat gepubliceerd is, zien bezoekers.', verbose_name='gepubliceerd')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='gemaakt op')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='gewijzigd op')),
                ('categories', models.ManyToManyField(related_name='products', through='products.CategoryProduct', to='products.category', verbose_name='onderwerpen')),
                ('contact', models.ForeignKey(blank=True, help_text='Zonder keuze staan de gegevens van de gemeente op de pagina.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='products', to='products.contact', verbose_name='contact')),
                ('locations', models.ManyToManyField(blank=True, related_name='products', to='products.location', verbose_name='locaties')),
                ('related', models.ManyToManyField(blank=True, related_name='+', to='products.product', verbose_name='lees ook')),
            ],
            options={
                'verbose_name': 'product',
                'verbose_name_plural': 'producten',
                'ordering': ['sort_name'],
            },
        ),
        migrations.AddField(
            model_name='categoryproduct',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ranks', to='products.product', verbose_name='product'),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rendered', models.JSONField(default=dict, editable=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('question', models.CharField(max_length=250, verbose_name='vraag')),
                ('question_en', models.CharField(blank=True, max_length=250, verbose_name='vraag in het Engels')),
                ('answer', models.TextField(help_text='U kunt Markdown gebruiken.', verbose_name='antwoord')),
                ('answer_en', models.TextField(blank=True, verbose_name='antwoord in het Engels')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='plaats')),
                ('is_published', models.BooleanField(default=True, verbose_name='gepubliceerd')),
                ('category', models.ForeignKey(blank=True, help_text='Kies een product of een onderwerp. Zonder keuze is het een algemene vraag.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='products.category', verbose_name='bij onderwerp')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='products.product', verbose_name='bij product')),
            ],
            options={
                'verbose_name': 'veelgestelde vraag',
                'verbose_name_plural': 'veelgestelde vragen',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='categoryproduct',
            constraint=models.UniqueConstraint(fields=('category', 'product'), name='products_product_once_per_category'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('product', None), ('category', None), _connector='OR'), name='products_question_of_one'),
        ),
    ]
