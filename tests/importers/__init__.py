"""What reads foreign formats: prose into Markdown and hints, definitions into specs."""
