"""Another SPARQL store, spoken to by its protocol: a snapshot published there."""

from kg.remote.protocol import RemoteStore
from kg.remote.publishing import Publication, publish_snapshot

__all__ = ["Publication", "RemoteStore", "publish_snapshot"]
