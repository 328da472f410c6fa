# Remove a graph.
DROP SILENT GRAPH <urn:term:graph>
