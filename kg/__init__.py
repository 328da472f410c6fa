"""Giao Ban's knowledge graph: Vietnamese news in, a verified snapshot of facts out."""
