# A set is whole: from now on it is the current one. The new name comes before the old goes, so that there is
# always one; of two the later turn counts. (Virtuoso inserts nothing after WHERE { OPTIONAL { … } }.)
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
DELETE WHERE { GRAPH <urn:term:register> { <urn:term:set> <urn:giaoban:turn> ?turn } } ;
INSERT DATA { GRAPH <urn:term:register> {
  <urn:term:set> dcat:version <urn:term:id> ; dcterms:issued <urn:term:issued> ;
    <urn:giaoban:turn> <urn:term:turn> ; <urn:giaoban:manifest> <urn:term:manifest> .
  <urn:term:register> dcat:hasCurrentVersion <urn:term:set> .
} } ;
DELETE { GRAPH <urn:term:register> { <urn:term:register> dcat:hasCurrentVersion ?old } }
WHERE { GRAPH <urn:term:register> {
  <urn:term:register> dcat:hasCurrentVersion ?old FILTER(?old != <urn:term:set>)
} }
