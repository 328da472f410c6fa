# A set is whole: from now on it is the current one. (Virtuoso inserts nothing after WHERE { OPTIONAL { … } }.)
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
DELETE WHERE { GRAPH <urn:term:register> { <urn:term:register> dcat:hasCurrentVersion ?old } } ;
INSERT DATA { GRAPH <urn:term:register> {
  <urn:term:register> dcat:hasCurrentVersion <urn:term:set> .
  <urn:term:set> dcat:version <urn:term:id> ; dcterms:issued <urn:term:issued> .
} }
