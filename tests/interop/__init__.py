"""Another SOAP stack at the far end of a socket: zeep calls what our side answers."""
