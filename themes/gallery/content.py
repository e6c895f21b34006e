"""What a page tells: cards, cases, tables, facts, questions."""

import datetime
from typing import Final

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from themes.gallery.types import Component, Example, Group, given

DAY: Final = datetime.date(2026, 3, 2)
STEPS: Final = (
    {"label": "Ontvangen", "state": "checked", "date": DAY, "text": "Wij hebben uw aanvraag ontvangen."},
    {
        "label": "In behandeling",
        "state": "current",
        "date": datetime.date(2026, 3, 9),
        "events": ({"date": datetime.date(2026, 3, 11), "text": "Wij hebben een document gevraagd."},),
    },
    {"label": "Besluit", "state": "todo"},
)
CARDS: Final = (
    {"title": "Paspoort en ID-kaart", "url": "#", "text": "Aanvragen, ophalen, kwijt.", "icon": "id-card"},
    {"title": "Verhuizen", "url": "#", "text": "Uw nieuwe adres doorgeven.", "icon": "home"},
    {"title": "Afval", "url": "#", "text": "Ophaaldagen en milieustraat.", "icon": "recycle"},
)

GROUP: Final = Group(
    "inhoud",
    _("Inhoud"),
    (
        Component(
            "card_grid",
            _("Kaarten naast elkaar"),
            _("Een keuze uit onderwerpen; de kolommen schikken zich naar het scherm."),
            (Example(_("Drie kaarten"), given(cards=CARDS, size="narrow")),),
            _("Zet wat het meest gezocht wordt vooraan."),
            _("Niet meer dan twaalf kaarten: maak dan groepen."),
        ),
        Component(
            "card",
            _("Kaart"),
            _("Eén onderwerp met één link; de hele kaart is aan te klikken."),
            (
                Example(_("Gewoon"), given(title="Parkeren", url="#", text="Vergunning voor uw straat.")),
                Example(
                    _("Met pictogram en status"),
                    given(
                        title="Rijbewijs",
                        url="#",
                        icon="id-card",
                        status_text="Binnenkort",
                        status_kind="info",
                    ),
                ),
            ),
            _("Begin de titel met het woord waar mensen op zoeken."),
            _("Geen tweede link in een kaart: met een toetsenbord raakt men de weg kwijt."),
            is_item=True,
        ),
        Component(
            "case_card",
            _("Zaakkaart"),
            _("Een zaak in een lijst: wat het is, hoever het is, en of u iets moet doen."),
            (
                Example(
                    _("Loopt"),
                    given(
                        title="Parkeervergunning",
                        url="#",
                        number="Z-2026-0042",
                        date=DAY,
                        status_text="In behandeling",
                        status_kind="info",
                    ),
                ),
                Example(
                    _("U moet iets doen"),
                    given(
                        title="Bijzondere bijstand",
                        url="#",
                        number="Z-2026-0007",
                        task="Stuur ons een kopie van uw huurcontract",
                        status_text="Wacht op u",
                        status_kind="warning",
                    ),
                ),
            ),
            _("Noem de zaak zoals de inwoner hem aanvroeg."),
            _("Geen namen van systemen of interne statussen."),
            is_item=True,
        ),
        Component(
            "timeline",
            _("Verloop van een zaak"),
            _("De statussen van een zaak, met datums en wat er gebeurde."),
            (Example(_("Onderweg"), given(steps=STEPS, label="Verloop van de aanvraag")),),
            _("Laat ook zien wat er nog komt."),
            _("Geen datum in de toekomst die niet zeker is."),
        ),
        Component(
            "steps",
            _("Stappen"),
            _("De stappen van een formulier of een opdracht, en waar u nu bent."),
            (
                Example(_("Tweede stap"), given(steps=STEPS)),
                Example(
                    _("Mislukt"),
                    given(steps=({"label": "Betalen", "state": "error", "text": "Probeer het opnieuw."},)),
                ),
            ),
            _("Geef elke stap een naam van een of twee woorden."),
            _("Niet voor twee stappen: dan is een kop genoeg."),
        ),
        Component(
            "data_list",
            _("Lijst met gegevens"),
            _("Namen met waarden, zoals uw adres, met een link om iets te wijzigen."),
            (
                Example(
                    _("Met een wijziging en een leeg gegeven"),
                    given(
                        rows=(
                            {"label": "Naam", "value": "Fatima Bakker"},
                            {
                                "label": "E-mailadres",
                                "value": "fatima@zonnedam.example",
                                "url": "#",
                                "action": "Wijzig",
                            },
                            {"label": "Telefoon", "value": ""},
                        )
                    ),
                ),
            ),
            _("Toon ook wat leeg is, met een streepje: dan weet men dat het niet vergeten is."),
            _("Niet voor vergelijken: gebruik daarvoor een tabel."),
        ),
        Component(
            "table",
            _("Tabel"),
            _("Gegevens om te vergelijken. Op een smal scherm wordt elke rij een blok."),
            (
                Example(
                    _("Met getallen"),
                    given(
                        caption="Tarieven 2026",
                        columns=(
                            {"label": "Product"},
                            {"label": "Geldig"},
                            {"label": "Bedrag", "is_number": True},
                        ),
                        rows=(
                            (
                                {"text": "Paspoort", "url": "#"},
                                {"label": "Geldig", "text": "10 jaar"},
                                {"label": "Bedrag", "text": "€ 87,45", "is_number": True},
                            ),
                            (
                                {"text": "ID-kaart"},
                                {"label": "Geldig", "text": "10 jaar"},
                                {"label": "Bedrag", "text": "€ 82,90", "is_number": True},
                            ),
                        ),
                    ),
                ),
            ),
            _("Geef elke tabel een titel en elke kolom een kop."),
            _("Geen tabel om een pagina in te delen."),
        ),
        Component(
            "accordion",
            _("Vragen die uitklappen"),
            _("Vragen en antwoorden die niet iedereen nodig heeft."),
            (
                Example(
                    _("Eerste open"),
                    given(
                        items=(
                            {
                                "title": "Kan iemand anders mijn paspoort ophalen?",
                                "text": "Nee, u haalt het zelf op.",
                                "is_open": True,
                            },
                            {"title": "Wat neem ik mee?", "text": "Een pasfoto en uw oude paspoort."},
                        )
                    ),
                ),
            ),
            _("Schrijf de vraag zoals een inwoner hem stelt."),
            _("Verstop niets wat iedereen moet weten."),
        ),
        Component(
            "pagination",
            _("Bladeren"),
            _("Door een lange lijst, elke bladzijde met een eigen adres."),
            (
                Example(
                    _("Midden in de lijst"),
                    lambda: {
                        "page": Paginator(range(95), 10).page(4),
                        "label": "Voorbeeld: midden in een lijst",
                    },
                ),
                Example(
                    _("Eerste bladzijde"),
                    lambda: {
                        "page": Paginator(range(25), 10).page(1),
                        "label": "Voorbeeld: begin van een lijst",
                    },
                ),
            ),
            _("Zeg boven de lijst hoeveel er zijn."),
            _("Geen lijst die vanzelf doorloopt: dan is de voet van de pagina niet te bereiken."),
        ),
        Component(
            "status",
            _("Statuslabel"),
            _("In een of twee woorden hoe het ervoor staat."),
            (
                Example(_("Neutraal"), given(text="Concept")),
                Example(_("Bezig"), given(text="In behandeling", kind="info")),
                Example(_("Klaar"), given(text="Afgerond", kind="success")),
                Example(_("Let op"), given(text="Wacht op u", kind="warning")),
                Example(_("Mislukt"), given(text="Niet gelukt", kind="error")),
            ),
            _("Laat het woord het werk doen; de kleur helpt alleen."),
            _("Geen label als knop: het is niet aan te klikken."),
        ),
        Component(
            "number_badge",
            _("Teller"),
            _("Hoeveel er nieuw is, bij een link in een menu."),
            (Example(_("Een"), given(number=1)), Example(_("Veel"), given(number=120))),
            _("Toon hem alleen als er iets nieuws is."),
            _("Niet voor totalen: alleen voor wat de inwoner nog niet zag."),
        ),
        Component(
            "icon",
            _("Pictogram"),
            _("Een tekening naast een woord."),
            (
                Example(_("Naast tekst"), given(name="calendar")),
                Example(_("Met een naam"), given(name="lock", label="Beveiligd", size="large")),
            ),
            _("Zet er een woord bij. Staat het alleen, geef het dan een naam."),
            _("Geen pictogram als versiering bij elk kopje."),
        ),
    ),
)
