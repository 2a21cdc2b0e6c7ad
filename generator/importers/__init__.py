"""From foreign descriptions of a service to our YAML: a module or a package for each form."""

from .pages.rules import RULES as _PAGE_RULES

#: What `tc3gen explain` knows of this room.
RULES = (*_PAGE_RULES,)
