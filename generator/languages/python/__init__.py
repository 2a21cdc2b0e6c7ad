"""How a service is spelt in Python."""

from .compose import view as view
