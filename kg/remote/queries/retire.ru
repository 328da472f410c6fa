# A set is no longer offered; its readers go over to another before the next publication removes it.
PREFIX dcat: <http://www.w3.org/ns/dcat#>
DELETE WHERE { GRAPH <urn:term:register> { <urn:term:set> dcat:version ?id } } ;
INSERT DATA { GRAPH <urn:term:register> { <urn:term:set> <urn:giaoban:retired> true } }
