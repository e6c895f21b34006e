"""Forms by which people ask for something: Open Formulieren.

https://open-forms.readthedocs.io/
"""
