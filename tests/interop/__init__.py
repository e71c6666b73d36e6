"""Other SOAP stacks at the far end of a socket: they call us, and we call them."""
