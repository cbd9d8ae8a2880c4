"""From claims to entities: anchors, and one module per kind of block that joins them."""
