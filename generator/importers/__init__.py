"""What others publish about the API, read into our YAML."""
