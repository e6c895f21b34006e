"""Documents that somebody adds to their case (P-165, P-166, I-080).

A file is judged by what is in it and examined for viruses before anything of it is kept. What is accepted is kept here,
encrypted, in the transaction that puts it into the outbox; a worker hands it to the case system, however often it
takes, and then the file is gone from here. Whoever sent it sees how it goes.
"""
