"""From the vendor's own definitions to our YAML.

    files       which files are definitions, and which package they belong to
    reading     a definition as data, judged: what it refers to is there, and can be said in a spec
    convert     definition -> spec data
      fields      members, their types and what their prose says
      examples    texts -> requests and replies, where they are sound
      conventions what reads, pages and can be waited for, by its names
      naming      the aliases without which two names would be one
      client      what only the vendor's client knows: error codes, requests of bytes

`../imported` writes the result, and keeps what a definition does not know.
"""
