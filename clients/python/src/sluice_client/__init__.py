"""Client for Sluice. The messages are in `sluice_client.gen.sluice.v1`."""

from sluice_client.client import SluiceClient

__all__ = ["SluiceClient"]
