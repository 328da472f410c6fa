"""The terms that the graph is written in, as named nodes. Each gb: term here stands in ontology/giaoban.ttl
(tested)."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

GB_NAMESPACE: Final = "https://w3id.org/giaoban/ontology#"


def gb(name: str) -> NamedNode:
    """The term of our own ontology that has this local name."""
    return NamedNode(GB_NAMESPACE + name)


def _oa(name: str) -> NamedNode:
    return NamedNode("http://www.w3.org/ns/oa#" + name)


def _prov(name: str) -> NamedNode:
    return NamedNode("http://www.w3.org/ns/prov#" + name)


def _xsd(name: str) -> NamedNode:
    return NamedNode("http://www.w3.org/2001/XMLSchema#" + name)


def _dcterms(name: str) -> NamedNode:
    return NamedNode("http://purl.org/dc/terms/" + name)


def _void(name: str) -> NamedNode:
    return NamedNode("http://rdfs.org/ns/void#" + name)


class GB:
    """Our own terms that the code writes."""

    Official: Final = gb("Official")
    Body: Final = gb("Body")
    Post: Final = gb("Post")
    Tenure: Final = gb("Tenure")
    Meeting: Final = gb("Meeting")
    Participation: Final = gb("Participation")
    Directive: Final = gb("Directive")
    Citation: Final = gb("Citation")
    PersonnelChange: Final = gb("PersonnelChange")
    Figure: Final = gb("Figure")
    Task: Final = gb("Task")
    Article: Final = gb("Article")
    Evidence: Final = gb("Evidence")
    Conflict: Final = gb("Conflict")
    TwoHolders: Final = gb("TwoHolders")
    TwoIssuers: Final = gb("TwoIssuers")
    TwoNames: Final = gb("TwoNames")
    TwoDates: Final = gb("TwoDates")
    IncompatiblePosts: Final = gb("IncompatiblePosts")
    CitesItself: Final = gb("CitesItself")
    EndsBeforeStart: Final = gb("EndsBeforeStart")
    Unrealised: Final = gb("Unrealised")
    Appointment: Final = gb("Appointment")
    Assignment: Final = gb("Assignment")
    Transfer: Final = gb("Transfer")
    Relief: Final = gb("Relief")
    Election: Final = gb("Election")
    Approval: Final = gb("Approval")
    Retirement: Final = gb("Retirement")
    Discipline: Final = gb("Discipline")
    Nomination: Final = gb("Nomination")
    Planned: Final = gb("Planned")
    Proposed: Final = gb("Proposed")
    Denied: Final = gb("Denied")
    ParticipantRole: Final = gb("ParticipantRole")
    ChairRole: Final = gb("ChairRole")
    SpeakerRole: Final = gb("SpeakerRole")
    PresenterRole: Final = gb("PresenterRole")
    Online: Final = gb("Online")
    Onsite: Final = gb("Onsite")
    about: Final = gb("about")
    acting: Final = gb("acting")
    addressedBy: Final = gb("addressedBy")
    articleId: Final = gb("articleId")
    asOf: Final = gb("asOf")
    attestedEndedOn: Final = gb("attestedEndedOn")
    attestedOn: Final = gb("attestedOn")
    authorName: Final = gb("authorName")
    body: Final = gb("body")
    chairedBy: Final = gb("chairedBy")
    citationKey: Final = gb("citationKey")
    cites: Final = gb("cites")
    datePrecision: Final = gb("datePrecision")
    decidedBy: Final = gb("decidedBy")
    directive: Final = gb("directive")
    distinction: Final = gb("distinction")
    documentClass: Final = gb("documentClass")
    documentType: Final = gb("documentType")
    earliest: Final = gb("earliest")
    effectiveOn: Final = gb("effectiveOn")
    endEarliest: Final = gb("endEarliest")
    endLatest: Final = gb("endLatest")
    evidence: Final = gb("evidence")
    firstAttested: Final = gb("firstAttested")
    former: Final = gb("former")
    gender: Final = gb("gender")
    heldOn: Final = gb("heldOn")
    heldUntil: Final = gb("heldUntil")
    holder: Final = gb("holder")
    inRole: Final = gb("inRole")
    inPlace: Final = gb("inPlace")
    independentSources: Final = gb("independentSources")
    issuedBy: Final = gb("issuedBy")
    issuedOn: Final = gb("issuedOn")
    lastAttested: Final = gb("lastAttested")
    latest: Final = gb("latest")
    meeting: Final = gb("meeting")
    mentions: Final = gb("mentions")
    modality: Final = gb("modality")
    mode: Final = gb("mode")
    number: Final = gb("number")
    ofKind: Final = gb("ofKind")
    official: Final = gb("official")
    onDate: Final = gb("onDate")
    order: Final = gb("order")
    organiser: Final = gb("organiser")
    participant: Final = gb("participant")
    post: Final = gb("post")
    presentedBy: Final = gb("presentedBy")
    publishedOn: Final = gb("publishedOn")
    publisherName: Final = gb("publisherName")
    reason: Final = gb("reason")
    reprintOf: Final = gb("reprintOf")
    role: Final = gb("role")
    roleName: Final = gb("roleName")
    rule: Final = gb("rule")
    sentence: Final = gb("sentence")
    sentenceEnd: Final = gb("sentenceEnd")
    sentenceStart: Final = gb("sentenceStart")
    setBy: Final = gb("setBy")
    severity: Final = gb("severity")
    share: Final = gb("share")
    side: Final = gb("side")
    singleHolder: Final = gb("singleHolder")
    sourceName: Final = gb("sourceName")
    startEarliest: Final = gb("startEarliest")
    startLatest: Final = gb("startLatest")
    statedIn: Final = gb("statedIn")
    subBodyOf: Final = gb("subBodyOf")
    subject: Final = gb("subject")
    symbol: Final = gb("symbol")
    taskText: Final = gb("taskText")
    text: Final = gb("text")
    title: Final = gb("title")
    unit: Final = gb("unit")
    url: Final = gb("url")
    value: Final = gb("value")
    venue: Final = gb("venue")


class RDF:
    """RDF and RDF Schema."""

    type: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    label: Final = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


class SKOS:
    """Simple Knowledge Organization System."""

    prefLabel: Final = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    altLabel: Final = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")


class ORG:
    """The Organization Ontology, https://www.w3.org/TR/vocab-org/."""

    organization: Final = NamedNode("http://www.w3.org/ns/org#organization")


class OA:
    """Web Annotation Vocabulary, https://www.w3.org/TR/annotation-vocab/."""

    SpecificResource: Final = _oa("SpecificResource")
    TextPositionSelector: Final = _oa("TextPositionSelector")
    TextQuoteSelector: Final = _oa("TextQuoteSelector")
    end: Final = _oa("end")
    exact: Final = _oa("exact")
    hasSelector: Final = _oa("hasSelector")
    hasSource: Final = _oa("hasSource")
    hasTarget: Final = _oa("hasTarget")
    prefix: Final = _oa("prefix")
    start: Final = _oa("start")
    suffix: Final = _oa("suffix")


class PROV:
    """PROV-O, https://www.w3.org/TR/prov-o/."""

    Activity: Final = _prov("Activity")
    Entity: Final = _prov("Entity")
    SoftwareAgent: Final = _prov("SoftwareAgent")
    used: Final = _prov("used")
    wasAssociatedWith: Final = _prov("wasAssociatedWith")
    wasDerivedFrom: Final = _prov("wasDerivedFrom")
    wasGeneratedBy: Final = _prov("wasGeneratedBy")


class DCTERMS:
    """DCMI Metadata Terms."""

    license: Final = _dcterms("license")
    publisher: Final = _dcterms("publisher")
    source: Final = _dcterms("source")
    title: Final = _dcterms("title")


class VOID:
    """The vocabulary of interlinked datasets."""

    Dataset: Final = _void("Dataset")
    sparqlEndpoint: Final = _void("sparqlEndpoint")
    uriSpace: Final = _void("uriSpace")


class XSD:
    """XML Schema datatypes."""

    anyURI: Final = _xsd("anyURI")
    boolean: Final = _xsd("boolean")
    date: Final = _xsd("date")
    decimal: Final = _xsd("decimal")
    integer: Final = _xsd("integer")
