"""Systems of which only the door is played: they let in or refuse, and answer what the Doctor asks.

One module for each kind of system, with its way of being let in and its own words for a refusal. What citizens ask of
them comes with the features that need it; then a system gets a folder of its own beside this one.
"""
