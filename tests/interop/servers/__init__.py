"""Services of other SOAP stacks, each in a process of its own."""
