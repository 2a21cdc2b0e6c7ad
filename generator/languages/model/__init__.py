"""A service as the model has it, for templates of a language that tc3gen does not know."""

from .views import view as view
