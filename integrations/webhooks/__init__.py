"""Messages of the platform to an address that its operators chose: signed, so that the other side knows the sender."""
