"""People, companies and their questions in Open Klant: the Klantinteracties API.

https://vng-realisatie.github.io/klantinteracties/
"""
