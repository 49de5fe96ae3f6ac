"""A connection to a Sluice server."""

from __future__ import annotations

from types import TracebackType

import grpc

from sluice_client.gen.sluice.v1.dead_letter_pb2_grpc import DeadLetterServiceStub
from sluice_client.gen.sluice.v1.gateway_pb2_grpc import GatewayServiceStub
from sluice_client.gen.sluice.v1.registry_pb2_grpc import RegistryServiceStub


class SluiceClient:
    """One channel and a stub for each service of Sluice.

    Use it as a context manager, or call `close`. A channel connects with the first call and reconnects by itself; one
    for the whole process is enough. Failed calls raise `grpc.RpcError`.
    """

    registry: RegistryServiceStub
    gateway: GatewayServiceStub
    dead_letters: DeadLetterServiceStub

    def __init__(self, channel: grpc.Channel) -> None:
        """Wraps a channel opened elsewhere, for example one with interceptors. `close` closes it."""
        self._channel = channel
        self.registry = RegistryServiceStub(channel)
        self.gateway = GatewayServiceStub(channel)
        self.dead_letters = DeadLetterServiceStub(channel)

    @classmethod
    def plaintext(cls, address: str) -> SluiceClient:
        """Connects to `host:port` without encryption."""
        return cls(grpc.insecure_channel(address))

    @classmethod
    def tls(cls, address: str, root_certificates: bytes | None = None) -> SluiceClient:
        """Connects to `host:port` with TLS; without PEM certificates, gRPC's default roots are trusted."""
        return cls(grpc.secure_channel(address, grpc.ssl_channel_credentials(root_certificates)))

    def close(self) -> None:
        """Closes the channel; calls under way fail."""
        self._channel.close()

    def __enter__(self) -> SluiceClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
