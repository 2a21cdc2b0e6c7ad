"""From foreign descriptions of a service to our YAML: a module or a package for each form."""
