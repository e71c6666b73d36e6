"""WSDL 1.1 to the model."""

from .parse import parse

__all__ = ["parse"]
