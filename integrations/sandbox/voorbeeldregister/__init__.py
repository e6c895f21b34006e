"""A register that does not exist anywhere: subsidies of a municipality, behind OAuth, in pages, with dates its own way.

It is the example of docs/integrating.md, so it is small, and has what makes a system awkward: a token that must be
fetched first and lasts for a few minutes, pages that are found by following `next`, and days as dd-mm-jjjj.

    POST /token                  client credentials in a form or as basic authentication; answers a token
    GET  /subsidies              ?bsn=… or ?kvk=…, ?pagina=…; {"items": […], "next": …}
    GET  /subsidies/{nummer}
"""
