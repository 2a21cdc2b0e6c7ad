"""How a service is spelt in Markdown: pages for a code host or a site generator."""

from .compose import view as view
