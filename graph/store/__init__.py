"""Where the graph is kept: one protocol, three stores."""
