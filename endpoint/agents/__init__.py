"""For agents: the graph as typed tools of the Model Context Protocol, every answer with IRIs and quotes."""
