"""The kinds of deliveries that there are; features add theirs in their `registrations`."""

from tenants.registers.register import Register

from .types import Kind

kinds: Register[Kind] = Register("kinds of deliveries")
