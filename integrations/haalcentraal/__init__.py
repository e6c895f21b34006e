"""People as the BRP knows them: Haal Centraal (1.3) and the BRP API (2.x).

https://brp-api.github.io/Haal-Centraal-BRP-bevragen/
"""
