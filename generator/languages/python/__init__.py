"""How a service is spelt in Python."""

from .basis import basis as basis
from .compose import view as view
