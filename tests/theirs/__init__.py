"""xsdata as a second opinion: its classes for a schema, and messages held against them.

Its classes are made from the schemas alone, with no code of ours. Making them runs code
that xsdata prints, so this is for documents that are trusted.
"""
