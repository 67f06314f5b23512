"""The demo organisation: its sources (YAML) and the loaders that bring them in, one subject a module."""
