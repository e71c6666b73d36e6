"""Code that every generated package carries a copy of."""
