"""The JSON Schemas of the spec format, as data: for tc3gen and for editors."""
