package dev.sluice.client;

import dev.sluice.v1.DeadLetterServiceGrpc;
import dev.sluice.v1.DeadLetterServiceGrpc.DeadLetterServiceBlockingStub;
import dev.sluice.v1.GatewayServiceGrpc;
import dev.sluice.v1.GatewayServiceGrpc.GatewayServiceBlockingStub;
import dev.sluice.v1.GatewayServiceGrpc.GatewayServiceStub;
import dev.sluice.v1.RegistryServiceGrpc;
import dev.sluice.v1.RegistryServiceGrpc.RegistryServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.concurrent.TimeUnit;

/**
 * One channel with stubs for the services of Sluice. Safe for concurrent use; one for the whole
 * process is enough. Failed calls throw {@link io.grpc.StatusRuntimeException}.
 */
public final class SluiceClient implements AutoCloseable {
  private static final long CLOSE_TIMEOUT_SECONDS = 5;

  private final ManagedChannel channel;

  /**
   * Wraps a channel opened elsewhere, for example one with interceptors.
   *
   * @param channel the channel; {@link #close()} closes it
   */
  public SluiceClient(ManagedChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes a client that does not encrypt. It connects with the first call.
   *
   * @param address {@code host:port}
   * @return the client
   */
  public static SluiceClient plaintext(String address) {
    return new SluiceClient(ManagedChannelBuilder.forTarget(address).usePlaintext().build());
  }

  /**
   * Makes a client that encrypts and trusts the roots of the Java installation. It connects with
   * the first call.
   *
   * @param address {@code host:port}
   * @return the client
   */
  public static SluiceClient tls(String address) {
    return new SluiceClient(ManagedChannelBuilder.forTarget(address).useTransportSecurity().build());
  }

  /**
   * Registers, reads and compares schemas.
   *
   * @return the stub
   */
  public RegistryServiceBlockingStub registry() {
    return RegistryServiceGrpc.newBlockingStub(channel);
  }

  /**
   * Publishes and validates in single calls, and subscribes.
   *
   * @return the stub
   */
  public GatewayServiceBlockingStub gateway() {
    return GatewayServiceGrpc.newBlockingStub(channel);
  }

  /**
   * The gateway with observers, which {@code validateAndPublish} needs.
   *
   * @return the stub
   */
  public GatewayServiceStub gatewayStreams() {
    return GatewayServiceGrpc.newStub(channel);
  }

  /**
   * Finds, explains and redrives parked events.
   *
   * @return the stub
   */
  public DeadLetterServiceBlockingStub deadLetters() {
    return DeadLetterServiceGrpc.newBlockingStub(channel);
  }

  /** Lets calls under way end for up to five seconds, then ends them. */
  @Override
  public void close() {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException interruption) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
