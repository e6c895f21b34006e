"""Companies and their branches as the Handelsregister knows them: the KVK's Zoeken and Basisprofiel APIs.

https://developers.kvk.nl/nl/documentation
"""
