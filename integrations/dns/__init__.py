"""What the DNS says, asked of the resolvers that this installation trusts: whether somebody owns a host name.

The only package that asks the DNS for more than an address. An answer is nothing but texts; it is compared with what we
gave out ourselves, never shown and never followed.
"""
