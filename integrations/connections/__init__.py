"""The connections of each municipality: address, secret, and what the last test found.

The record lies in the municipality's own schema, its secret encrypted under the municipality's data key
(architecture I1). The console's database login has no rights there. So the console seals a new secret at once
for the place that it will have, and leaves a command in `public` (`inbox`); the portal worker carries it out
inside the municipality and tells the outcome in the read model, which is what the console shows. A secret is
written and tested, and can never be read back.
"""
