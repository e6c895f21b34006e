"""Names of people and companies that do not exist."""

FIRST = (
    "Fatima", "Bram", "Carla", "Daan", "Esra", "Femke", "Gijs", "Hanneke", "Ilias", "Jolijn",
    "Kasper", "Lotte", "Mehmet", "Noor", "Olaf", "Priya", "Quirijn", "Rosa", "Samira", "Teun",
)  # fmt: skip
LAST = (
    ("", "Zandvoorde"), ("van", "Duinzicht"), ("", "Polderman"), ("de", "Weidebloem"), ("", "Aydinsoy"),
    ("van der", "Molenwiek"), ("", "Kroonsteen"), ("ter", "Beekstra"), ("", "El Bouzani"), ("", "Waterlelie"),
)  # fmt: skip
STREETS = ("Zonnelaan", "Waterpad", "Molenwerf", "Beukenhof", "Oude Haven", "Lange Akker")
COMPANIES = (
    ("Bakkerij Smit", "B.V."), ("Fietswerkplaats De Trapper", "B.V."), ("Stichting Groen Dorp", ""),
    ("Schildersbedrijf Kwast", "V.O.F."), ("Kinderopvang Pluim", "B.V."), ("Eetcafé De Sluis", "B.V."),
)  # fmt: skip
EMPLOYEES = (("jdv", "J. de Vormer"), ("mkl", "M. Klaverblad"), ("snd", "S. Noorderdijk"))
