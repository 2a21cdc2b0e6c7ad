"""The oracle: the vendor's own client and definitions, from PyPI, judge what we generate."""
