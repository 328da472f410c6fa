"""Another SPARQL store, spoken to by its protocol: a snapshot published there, and served from there."""

from kg.remote.layout import Layout
from kg.remote.offering import Offering
from kg.remote.protocol import RemoteStore
from kg.remote.publishing import Publication, publish_snapshot
from kg.remote.reading import RemoteGraph

__all__ = ["Layout", "Offering", "Publication", "RemoteGraph", "RemoteStore", "publish_snapshot"]
