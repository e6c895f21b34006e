"""Configuration as code: one file per municipality (requirement C-034, ADR 0035).

`reading` takes the text apart, with the line of everything in it; `references` looks up what it refers to; `judging`
says all that is wrong with it at once; `planning` compares it with what is so (`standing`); `writing` goes the other
way. The operation of the kind *configure* makes it so, and keeps the file (`models`), with which `drifting` compares.
"""
