"""What of a graph can be found, and by which names."""

from __future__ import annotations

import pyoxigraph

from kg.search import find_entries

GRAPH = """
@prefix gb: <https://w3id.org/giaoban/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/giaoban/> .
<graph/authority> {
    <id/body/ban-to-chuc> skos:prefLabel "Ban Tổ chức Trung ương"@vi , "Central Organisation"@en ;
        skos:altLabel "BTC"@vi .
    <term/abbreviation/tu> a gb:Abbreviation ; skos:prefLabel "Trung ương"@vi ; skos:notation "TW" .
    <id/place/hue> skos:prefLabel "Huế"@vi .
}
<graph/article/one> { <id/tenure/one> gb:body <id/body/ban-to-chuc> }
"""


def test_a_thing_has_its_labels_and_short_forms_and_the_weight_of_what_is_said() -> None:
    quads = list(pyoxigraph.parse(GRAPH, format=pyoxigraph.RdfFormat.TRIG))
    body, place = find_entries(quads, "https://w3id.org/giaoban/")
    assert (body.kind, body.label, body.weight) == ("body", "Ban Tổ chức Trung ương", 1)
    assert set(body.names) == {"Ban Tổ chức Trung ương", "Central Organisation", "BTC"}
    assert {"ban tổ chức tw", "btctw"} <= set(body.shorts)
    assert (place.kind, place.weight, place.shorts) == ("place", 0, ())
