"""The frame of a page: who it is of, the way round, and how to read it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from themes.gallery.types import Component, Example, Group, given

MENU: Final = (
    ("Home", "#", True),
    ("Onderwerpen", "#", False),
    ("Nieuws", "#", False),
    ("Contact", "#", False),
)
ACCOUNT: Final = (("Mijn overzicht", "#", 0), ("Mijn zaken", "#", 2), ("Mijn berichten", "#", 120))
ENGLISH: Final = ({"code": "en", "name": "English", "url": "#"},)

GROUP: Final = Group(
    "pagina",
    _("Pagina"),
    (
        Component(
            "page_header",
            _("Paginakop"),
            _("Zegt bij wie u bent, en brengt u verder: zoeken, taal, account en menu."),
            (
                Example(
                    _("Bezoeker"),
                    given(
                        name="Zonnedam",
                        kind="Gemeente",
                        home_url="#",
                        search_url="#",
                        search_id="kop-zoeken",
                        search_label="Voorbeeld van zoeken in de kop",
                        languages=ENGLISH,
                        sign_in_url="#",
                        menu=MENU,
                        menu_label="Voorbeeld van een hoofdmenu",
                    ),
                ),
                Example(
                    _("Ingelogd"),
                    given(
                        name="Zonnedam",
                        kind="Gemeente",
                        home_url="#",
                        account={"name": "Fatima Bakker", "items": ACCOUNT, "sign_out_url": "#"},
                        menu=MENU[:2],
                        menu_label="Voorbeeld van een kort hoofdmenu",
                    ),
                ),
            ),
            _("Zet het logo en de naam altijd links: daar zoeken mensen de weg naar de startpagina."),
            _("Geen knoppen die maar een paar mensen nodig hebben: die horen in het menu van het account."),
        ),
        Component(
            "brand",
            _("Merk"),
            _("Logo en naam van de gemeente, met een link naar de startpagina."),
            (
                Example(_("Met soort"), given(name="Waterrijk", kind="Gemeente", home_url="#")),
                Example(_("Lange naam"), given(name="Horst aan de Maas en omliggende dorpen", home_url="#")),
            ),
            _("Laat de naam als tekst staan, ook als het logo haar al toont."),
            _("Geen slogan naast de naam: die maakt de kop hoger en helpt niemand verder."),
        ),
        Component(
            "account_menu",
            _("Menu van het account"),
            _("Wat bij de persoon hoort die ingelogd is; werkt zonder script, Escape sluit het."),
            (
                Example(_("Met tellers"), given(name="Fatima Bakker", items=ACCOUNT, sign_out_url="#")),
                Example(_("Kort"), given(name="Bakkerij Smit", items=ACCOUNT[:1])),
            ),
            _("Zet uitloggen altijd onderaan en in dit menu."),
            _("Geen berichten in het menu zelf: een teller is genoeg."),
        ),
        Component(
            "nav_bar",
            _("Hoofdmenu"),
            _("De belangrijkste onderdelen van de website. Op een telefoon klapt het in achter ‘Menu’."),
            (
                Example(_("Deze pagina"), given(items=MENU, label="Voorbeeld: u bent op de pagina zelf")),
                Example(
                    _("Onderdeel van deze pagina"),
                    given(
                        items=(("Home", "#", False), ("Onderwerpen", "#", "section")),
                        label="Voorbeeld: u bent onder een onderdeel",
                    ),
                ),
            ),
            _("Houd het bij zes woorden die inwoners zelf gebruiken."),
            _("Geen menu onder het menu: een pagina met kaarten werkt voor iedereen."),
        ),
        Component(
            "search_bar",
            _("Zoekbalk"),
            _("Zoeken op de hele website; in de kop klein, op de startpagina groot."),
            (
                Example(
                    _("Klein"), given(url="#", id="zoek-klein", label="Voorbeeld van een kleine zoekbalk")
                ),
                Example(
                    _("Groot, ingevuld"),
                    given(
                        url="#",
                        id="zoek-groot",
                        large=True,
                        query="paspoort",
                        label="Voorbeeld van een grote zoekbalk",
                    ),
                ),
            ),
            _("Laat staan wat iemand zocht, zodat hij het kan verbeteren."),
            _("Geen voorbeeldtekst als enige uitleg: die verdwijnt zodra iemand typt."),
        ),
        Component(
            "breadcrumbs",
            _("Kruimelpad"),
            _("Waar deze pagina staat, en de weg terug naar boven."),
            (
                Example(
                    _("Drie lagen"),
                    given(
                        crumbs=(("Home", "#"), ("Burgerzaken", "#"), ("Paspoort aanvragen", "#")),
                        label="Voorbeeld van een kruimelpad",
                    ),
                ),
            ),
            _("Eindig met de pagina zelf, zonder link."),
            _("Niet op de startpagina, en niet in plaats van het hoofdmenu."),
        ),
        Component(
            "side_nav",
            _("Zijmenu"),
            _("De pagina’s van één onderdeel, zoals Mijn omgeving."),
            (
                Example(
                    _("Met pictogrammen"),
                    given(
                        label="Voorbeeld van een zijmenu",
                        items=(
                            ("Overzicht", "#", True, "home"),
                            ("Mijn zaken", "#", False, "document"),
                            ("Mijn gegevens", "#", False, "user"),
                        ),
                    ),
                ),
            ),
            _("Gebruik de woorden van MijnServices: Overzicht, Taken, Berichten, Zaken, Mijn gegevens."),
            _("Niet naast een tweede zijmenu of naast tabbladen."),
        ),
        Component(
            "tabs",
            _("Tabbladen"),
            _("Delen van één onderwerp, elk met een eigen adres: terug in de browser werkt, en delen ook."),
            (
                Example(
                    _("Eerste tabblad"),
                    given(
                        label="Voorbeeld van tabbladen",
                        items=(("Lopende zaken", "#", True), ("Afgeronde zaken", "#", False)),
                    ),
                ),
            ),
            _("Zet op het eerste tabblad wat de meeste mensen nodig hebben."),
            _("Geen tabbladen voor stappen na elkaar: gebruik daarvoor stappen."),
        ),
        Component(
            "accessibility_bar",
            _("Hulp bij lezen"),
            _(
                "Voorlezen, grotere letters, een lettertype voor dyslexie, hulp en afdrukken (P-244 tot P-248)."
            ),
            (Example(_("Gewoon"), given(url="#", help_url="#", reads="#inhoud")),),
            _("Onthoud de keuze: op de volgende pagina staan de letters weer zo."),
            _("Niet verstoppen op een telefoon: juist daar zijn letters klein."),
        ),
        Component(
            "cookie_choice",
            _("Keuze voor cookies"),
            _("Vraagt of de gemeente bezoek mag tellen. Zonder antwoord wordt er niets geteld."),
            (Example(_("Gewoon"), given(url="#", policy_url="#")),),
            _("Maak nee net zo makkelijk als ja: twee gelijke knoppen."),
            _("Niet de pagina tegenhouden: wie niets kiest, kan gewoon verder."),
        ),
    ),
)
