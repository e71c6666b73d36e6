"""Turns a WSDL into a typed Python package."""
