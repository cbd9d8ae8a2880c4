"""The declared model: node types, edge types, closed lists, dates and identifiers."""
