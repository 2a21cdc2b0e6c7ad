"""How a service is spelt in each language that is written."""
