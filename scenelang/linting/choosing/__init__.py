"""Which rules are asked of a file, with which options: settings, command line, patterns of paths."""
