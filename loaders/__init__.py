"""From article bytes to claims to graph (从报道到图谱)."""
