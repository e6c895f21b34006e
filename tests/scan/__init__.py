"""Search what the whole suite left behind beside its answers for secrets and test BSNs (M-16, issue of connections).

`collecting` is installed in every process of pytest: log lines as the product renders them, error reports as Sentry
would get them, messages to workers, and statements that store what went wrong, go into files of one folder. Real
processes that tests start (`tests.stack`) leave their output there, and error reports through `receiving`. When all
workers have ended, `running` looks through it (`searching`) for what `words` lists, and a find fails the run.

What a test leaks on purpose stands in `allowed.toml`, with the reason.
"""
