"""What the graph is and where it is kept: model, stores, exports and adapters."""
