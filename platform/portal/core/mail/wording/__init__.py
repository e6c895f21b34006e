"""The little language of letters: headings, lists, bold, links, a button, and `{{ name }}`; nothing in it is ever run.

A text is read into a tree first and values are put in when that is written, so no value can become markup.
"""
