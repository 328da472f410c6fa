# Remove a graph and what the register says of it.
DROP SILENT GRAPH <urn:term:graph> ;
DELETE WHERE { GRAPH <urn:term:register> { <urn:term:graph> ?property ?value } }
