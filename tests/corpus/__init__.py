"""Tries the generator on every WSDL of a folder, and says how each fared."""
