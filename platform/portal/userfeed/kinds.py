"""The kinds of news that there are; features add theirs in their `registrations`."""

from tenants.registers.register import Register

from .types import Kind

kinds: Register[Kind] = Register("kinds of news")
