"""The command line of a service: what its runtime is told of actions, parameters and codes."""

from .compose import view as view
