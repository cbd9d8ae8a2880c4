"""One module per format; each takes a Subgraph and writes a file."""
