"""Registers a schema, streams six events of which one is invalid, lists the dead letters, prints the counts as JSON.

Usage: python smoke.py host:port [stream]. Exits with 1 when the counts are not as expected, 2 on wrong usage.
"""

import json
import queue
import sys
import uuid

import grpc

from sluice_client import SluiceClient
from sluice_client.gen.sluice.v1.dead_letter_pb2 import DeadLetterFilter, ListDeadLettersRequest
from sluice_client.gen.sluice.v1.event_pb2 import Event
from sluice_client.gen.sluice.v1.gateway_pb2 import OpenStream, PublishEvents, ValidateAndPublishRequest
from sluice_client.gen.sluice.v1.registry_pb2 import RegisterSchemaRequest
from sluice_client.gen.sluice.v1.schema_pb2 import SCHEMA_FORMAT_JSON_SCHEMA

TIMEOUT_S = 15
TYPE = "order.created"
EXPECTED = {"registered": 1, "published": 5, "deadLettered": 1, "listed": 1}
ORDER = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["orderId", "amount"],
    "properties": {"orderId": {"type": "string"}, "amount": {"type": "number", "minimum": 0}},
}


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print("usage: smoke.py host:port [stream]", file=sys.stderr)
        return 2
    stream = sys.argv[2] if len(sys.argv) == 3 else f"smoke-python-{uuid.uuid4().hex[:12]}"
    try:
        with SluiceClient.plaintext(sys.argv[1]) as sluice:
            registered = register(sluice, stream)
            published, dead_lettered = publish(sluice, stream)
            listed = count_dead_letters(sluice, stream)
    except grpc.RpcError as error:
        print(f"call failed: {error.code().name}: {error.details()}", file=sys.stderr)
        return 1
    counts = {"registered": registered, "published": published, "deadLettered": dead_lettered, "listed": listed}
    print(json.dumps(counts, separators=(",", ":")))
    if counts != EXPECTED:
        print(f"expected {json.dumps(EXPECTED)}", file=sys.stderr)
        return 1
    return 0


def register(sluice: SluiceClient, stream: str) -> int:
    """Returns the number of the version."""
    request = RegisterSchemaRequest(
        subject=f"{stream}/{TYPE}", format=SCHEMA_FORMAT_JSON_SCHEMA, schema=json.dumps(ORDER)
    )
    return sluice.registry.RegisterSchema(request, timeout=TIMEOUT_S).version.version


def publish(sluice: SluiceClient, stream: str) -> tuple[int, int]:
    """Returns how many events were published and how many dead-lettered."""
    frames = queue.SimpleQueue()
    frames.put(ValidateAndPublishRequest(open=OpenStream(stream=stream, producer_id=f"{stream}-producer")))
    published = dead_lettered = acked_through = 0
    try:
        for response in sluice.gateway.ValidateAndPublish(iter(frames.get, None), timeout=TIMEOUT_S):
            frame = response.WhichOneof("frame")
            if frame == "opened":
                frames.put(batch(1, [order(1), order(2), order(3)]))
                frames.put(batch(4, [order(4), order(5, amount="a lot"), order(6)]))
                frames.put(None)
            elif frame == "acks":
                outcomes = [outcome.WhichOneof("outcome") for outcome in response.acks.outcomes]
                published += sum(run.count for run in response.acks.published) + outcomes.count("published")
                dead_lettered += outcomes.count("dead_lettered")
                acked_through = response.acks.acked_through
    finally:
        # gRPC reads the frames in a thread of its own, which must not wait for ever when the call failed.
        frames.put(None)
    if acked_through != 6:
        sys.exit(f"the stream ended with {acked_through} of 6 events decided")
    return published, dead_lettered


def batch(first_sequence: int, events: list[Event]) -> ValidateAndPublishRequest:
    return ValidateAndPublishRequest(events=PublishEvents(first_sequence=first_sequence, events=events))


def order(number: int, amount: object = 9.5) -> Event:
    data = json.dumps({"orderId": f"o-{number}", "amount": amount}).encode()
    return Event(id=f"order-{number}", source="/smoke/python", type=TYPE, datacontenttype="application/json", data=data)


def count_dead_letters(sluice: SluiceClient, stream: str) -> int:
    """Counts the stream's dead letters, all of which must hold the invalid event."""
    request = ListDeadLettersRequest(filter=DeadLetterFilter(stream=stream), page_size=10)
    response = sluice.dead_letters.ListDeadLetters(request, timeout=TIMEOUT_S)
    for letter in response.dead_letters:
        if letter.event.id != "order-5":
            sys.exit(f"a dead letter of {letter.event.id} is listed; only order-5 is invalid")
    return len(response.dead_letters)


if __name__ == "__main__":
    sys.exit(main())
