"""What products and services put into the registers of features."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.products import documents, operations
from portal.products.models import Category, CategoryProduct, Contact, Interest, Location, Product, Question
from portal.search import sources
from portal.search.sources import Source
from tenants import audit, registers
from tenants.registers import Holding, kinds

FEATURE = "products"
INDEX = "products:index"


def _fill_canary(word: str) -> None:
    """Write a word into every text that visitors see, in both languages."""
    slug = f"kanarie-{word.lower()}"[:100]
    both = {"name": word, "name_en": word, "summary": word, "summary_en": word}
    category = Category(slug=slug, is_published=True, description=word, description_en=word, **both)
    operations.save_category(category=category, by=audit.SYSTEM)
    email = f"{word.lower()}@example.org"
    contact = Contact(name=word, name_en=word, hours=word, email=email)
    operations.save_contact(contact=contact, by=audit.SYSTEM)
    texts = {
        f"{name}{ending}": word
        for name in ("content", "costs", "local", "eligibility")
        for ending in ("", "_en")
    }
    product = Product(
        slug=slug,
        is_published=True,
        popular_position=1,
        keywords=[word],
        contact=contact,
        action_label=word,
        action_label_en=word,
        action_url=f"/{slug}/",
        **both,
        **texts,
    )
    operations.save_product(product=product, by=audit.SYSTEM)
    CategoryProduct.objects.create(category=category, product=product)
    Interest.objects.create(user=User.objects.create(first_name=word, is_active=False), category=category)
    _fill_elsewhere(slug, both)
    described = {"description": word, "description_en": word, "hours": word, "email": email}
    location = Location(name=word, street=word, city=word, **described)
    operations.save_location(location=location, by=audit.SYSTEM)
    product.locations.add(location)
    for place in ({"product": product}, {"category": category}, {}):
        question = Question(question=word, question_en=word, answer=word, answer_en=word, **place)
        operations.save_question(question=question, by=audit.SYSTEM)


def _fill_elsewhere(slug: str, both: Mapping[str, str]) -> None:
    """Have a subject and a product that send visitors on."""
    shared = {"slug": f"{slug}-elders", "redirect_url": f"/{slug}/", "is_published": True}
    operations.save_category(category=Category(**shared, **both), by=audit.SYSTEM)
    operations.save_product(product=Product(upl_name=both["name"], **shared, **both), by=audit.SYSTEM)


def _check() -> Mapping[str, Any]:
    published = Product.objects.filter(is_published=True)
    return {
        "products": published.count(),
        "without a category": published.filter(categories=None).count(),
        "without a uniform name": published.filter(upl_name="").count(),
    }


def _interests(user: User) -> list[Mapping[str, Any]]:
    rows = Interest.objects.filter(user=user).select_related("category").order_by("category__name")
    return [{"subject": row.category.name} for row in rows]


registers.holdings.add(
    Holding(
        feature=FEATURE,
        name="interests",
        title=_("Onderwerpen die u koos"),
        source=_("van u"),
        models=(Interest._meta.label,),
        labels={"subject": _("Onderwerp")},
        read=_interests,
    )
)
registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Producten en diensten",
        description="Onderwerpen, producten, veelgestelde vragen en locaties.",
        apphook="ProductsApphook",
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="products"))  # nothing to set
for name in ("index", "category", "product", "product_pdf", "category_product", "location", "questions"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"products:{name}", audience=kinds.Audience.PUBLIC)
    )
for name in ("interests", "chosen"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"products:{name}", audience=kinds.Audience.SIGNED_IN)
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Interesses bewaren",
        purpose="Inwoners en ondernemers eerst de onderwerpen tonen die zij zelf kozen.",
        legal_basis="Toestemming: iemand kiest zelf, en kan dat altijd veranderen (AVG art. 6 lid 1 onder a).",
        personal_data=("gekozen onderwerpen",),
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="products.Interest",
        keep="Zolang iemand een profiel heeft en het onderwerp wil volgen.",
        personal_fields=("category",),
        on_erasure="Wordt verwijderd.",
    )
)
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE, action="products.interests_chosen", text="{actor} heeft interesses gekozen."
    )
)
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Informatie over producten en diensten geven",
        purpose="Inwoners en ondernemers vertellen wat zij bij de gemeente kunnen regelen, en hoe.",
        legal_basis="Niet van toepassing: er worden geen persoonsgegevens verwerkt.",
    )
)
for model in (Category, CategoryProduct, Product, Question, Location, Contact):
    registers.retention.add(
        kinds.Retention(
            feature=FEATURE,
            model=model._meta.label,
            keep="Zolang de gemeente de tekst wil tonen.",
            on_erasure="Bevat geen persoonsgegevens.",
        )
    )
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="catalogue", fill=_fill_canary))
registers.audit_texts.add(
    kinds.AuditText(feature=FEATURE, action="products.published", text="{actor} heeft {target} gepubliceerd.")
)
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE, action="products.withdrawn", text="{actor} heeft {target} van de site gehaald."
    )
)
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="catalogue", run=_check))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="products.md"))

sources.register(Source(documents.PRODUCT, _("Producten"), documents.products, FEATURE, INDEX))
sources.register(Source(documents.CATEGORY, _("Onderwerpen"), documents.categories, FEATURE, INDEX))
sources.register(Source(documents.QUESTION, _("Vragen"), documents.questions, FEATURE, INDEX))
sources.register(Source(documents.LOCATION, _("Locaties"), documents.locations, FEATURE, INDEX))
