"""Who does the work of a build: this process, several of this machine, or the nodes of a Ray cluster."""
