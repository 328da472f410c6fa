# Take a set for one that is not there: the next run loads it anew.
DELETE WHERE { GRAPH <urn:term:register> { <urn:term:set> ?property ?value } }
