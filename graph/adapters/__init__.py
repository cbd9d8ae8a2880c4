"""The graph as values of other libraries."""
