"""The portal's backend with a switch: with it off, the message that sets the search path sets no role."""

from tenants.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Set roles, or do not."""

    sets_role = True

    def switch(self, on: bool) -> None:
        """Put the role wall up or down; what is in force is forgotten."""
        self.sets_role = on
        if self.connection is not None:
            self.connection.execute("RESET ROLE")
        self.search_path_set_schemas = None

    def _send(self, wanted: base.InForce) -> None:
        if self.sets_role:
            super()._send(wanted)
            return
        path = ", ".join(f'"{name}"' for name in wanted[1])
        with self.wrap_database_errors, self.connection.cursor() as raw:
            raw.execute(f"SET search_path = {path}")
