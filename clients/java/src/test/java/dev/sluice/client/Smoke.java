package dev.sluice.client;

import com.google.protobuf.ByteString;
import dev.sluice.v1.Acks;
import dev.sluice.v1.DeadLetter;
import dev.sluice.v1.DeadLetterFilter;
import dev.sluice.v1.Event;
import dev.sluice.v1.EventOutcome;
import dev.sluice.v1.ListDeadLettersRequest;
import dev.sluice.v1.OpenStream;
import dev.sluice.v1.PublishEvents;
import dev.sluice.v1.PublishedRange;
import dev.sluice.v1.RegisterSchemaRequest;
import dev.sluice.v1.SchemaFormat;
import dev.sluice.v1.ValidateAndPublishRequest;
import dev.sluice.v1.ValidateAndPublishResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Registers a schema, streams six events of which one is invalid, lists the dead letters and prints
 * the counts as one line of JSON.
 *
 * <p>Arguments: {@code host:port [stream]}. Exits with 1 when the counts are not as expected, 2 on
 * wrong usage.
 */
public final class Smoke {
  private static final long TIMEOUT_SECONDS = 15;
  private static final String TYPE = "order.created";
  private static final String SCHEMA =
      """
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["orderId", "amount"],
        "properties": {"orderId": {"type": "string"}, "amount": {"type": "number", "minimum": 0}}
      }
      """;

  private record Counts(long registered, long published, long deadLettered, long listed) {
    String toJson() {
      return "{\"registered\":%d,\"published\":%d,\"deadLettered\":%d,\"listed\":%d}"
          .formatted(registered, published, deadLettered, listed);
    }
  }

  private static final Counts EXPECTED = new Counts(1, 5, 1, 1);

  private Smoke() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1 && arguments.length != 2) {
      System.err.println("usage: Smoke host:port [stream]");
      System.exit(2);
    }
    String stream =
        arguments.length == 2
            ? arguments[1]
            : "smoke-java-" + UUID.randomUUID().toString().substring(0, 8);
    Counts counts;
    try (SluiceClient sluice = SluiceClient.plaintext(arguments[0])) {
      long registered = register(sluice, stream);
      Decisions decisions = publish(sluice, stream);
      long listed = countDeadLetters(sluice, stream);
      counts = new Counts(registered, decisions.published, decisions.deadLettered, listed);
    }
    System.out.println(counts.toJson());
    if (!counts.equals(EXPECTED)) {
      System.err.println("expected " + EXPECTED.toJson());
      System.exit(1);
    }
  }

  /** Returns the number of the version. */
  private static long register(SluiceClient sluice, String stream) {
    RegisterSchemaRequest request =
        RegisterSchemaRequest.newBuilder()
            .setSubject(stream + "/" + TYPE)
            .setFormat(SchemaFormat.SCHEMA_FORMAT_JSON_SCHEMA)
            .setSchema(SCHEMA)
            .build();
    return sluice
        .registry()
        .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .registerSchema(request)
        .getVersion()
        .getVersion();
  }

  /** Streams two batches and waits until the server has decided all events and ended the stream. */
  private static Decisions publish(SluiceClient sluice, String stream) {
    Decisions decisions = new Decisions();
    OpenStream open =
        OpenStream.newBuilder().setStream(stream).setProducerId(stream + "-producer").build();
    sluice
        .gatewayStreams()
        .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .validateAndPublish(decisions)
        .onNext(ValidateAndPublishRequest.newBuilder().setOpen(open).build());
    decisions.ended.join();
    if (decisions.ackedThrough != 6) {
      throw new IllegalStateException(
          "the stream ended with " + decisions.ackedThrough + " of 6 events decided");
    }
    return decisions;
  }

  /** Counts the stream's dead letters, all of which must hold the invalid event. */
  private static long countDeadLetters(SluiceClient sluice, String stream) {
    ListDeadLettersRequest request =
        ListDeadLettersRequest.newBuilder()
            .setFilter(DeadLetterFilter.newBuilder().setStream(stream))
            .setPageSize(10)
            .build();
    List<DeadLetter> letters =
        sluice
            .deadLetters()
            .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .listDeadLetters(request)
            .getDeadLettersList();
    for (DeadLetter letter : letters) {
      if (!letter.getEvent().getId().equals("order-5")) {
        throw new IllegalStateException(
            "a dead letter of " + letter.getEvent().getId() + " is listed; only order-5 is invalid");
      }
    }
    return letters.size();
  }

  /** Sends the frames of a publish stream and counts what the server decides. */
  private static final class Decisions
      implements ClientResponseObserver<ValidateAndPublishRequest, ValidateAndPublishResponse> {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private ClientCallStreamObserver<ValidateAndPublishRequest> requests;
    private long published;
    private long deadLettered;
    private long ackedThrough;

    @Override
    public void beforeStart(ClientCallStreamObserver<ValidateAndPublishRequest> requests) {
      this.requests = requests;
    }

    @Override
    public void onNext(ValidateAndPublishResponse response) {
      switch (response.getFrameCase()) {
        case OPENED -> sendBatches();
        case ACKS -> count(response.getAcks());
        default -> {}
      }
    }

    @Override
    public void onError(Throwable error) {
      ended.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }

    private void sendBatches() {
      requests.onNext(batch(1, order(1, "9.5"), order(2, "9.5"), order(3, "9.5")));
      requests.onNext(batch(4, order(4, "9.5"), order(5, "\"a lot\""), order(6, "9.5")));
      requests.onCompleted();
    }

    private void count(Acks acks) {
      for (PublishedRange run : acks.getPublishedList()) {
        published += run.getCount();
      }
      for (EventOutcome outcome : acks.getOutcomesList()) {
        switch (outcome.getOutcomeCase()) {
          case PUBLISHED -> published++;
          case DEAD_LETTERED -> deadLettered++;
          default -> {}
        }
      }
      ackedThrough = acks.getAckedThrough();
    }
  }

  private static ValidateAndPublishRequest batch(long firstSequence, Event... events) {
    PublishEvents batch =
        PublishEvents.newBuilder()
            .setFirstSequence(firstSequence)
            .addAllEvents(List.of(events))
            .build();
    return ValidateAndPublishRequest.newBuilder().setEvents(batch).build();
  }

  /** Makes an event; the amount is JSON. */
  private static Event order(int number, String amount) {
    String data = "{\"orderId\":\"o-%d\",\"amount\":%s}".formatted(number, amount);
    return Event.newBuilder()
        .setId("order-" + number)
        .setSource("/smoke/java")
        .setType(TYPE)
        .setDatacontenttype("application/json")
        .setData(ByteString.copyFromUtf8(data))
        .build();
  }
}
