// Smoke registers a schema, streams six events of which one is invalid, lists the dead letters and prints the counts as
// one line of JSON.
//
// Usage: smoke host:port [stream]. It exits with 1 when the counts are not as expected, 2 on wrong usage.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	sluice "sluice.dev/client"
	sluicev1 "sluice.dev/client/gen/sluice/v1"
)

const (
	timeout   = 15 * time.Second
	eventType = "order.created"
	schema    = `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["orderId", "amount"],
  "properties": {"orderId": {"type": "string"}, "amount": {"type": "number", "minimum": 0}}
}`
)

type counts struct {
	Registered   uint32 `json:"registered"`
	Published    uint32 `json:"published"`
	DeadLettered uint32 `json:"deadLettered"`
	Listed       uint32 `json:"listed"`
}

var expected = counts{Registered: 1, Published: 5, DeadLettered: 1, Listed: 1}

func main() {
	if len(os.Args) != 2 && len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: smoke host:port [stream]")
		os.Exit(2)
	}
	stream := "smoke-go-" + rand.Text()[:12]
	if len(os.Args) == 3 {
		stream = os.Args[2]
	}
	if err := run(os.Args[1], stream); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(address, stream string) error {
	client, err := sluice.Plaintext(address)
	if err != nil {
		return err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()

	var seen counts
	if seen.Registered, err = register(ctx, client, stream); err != nil {
		return fmt.Errorf("registering the schema: %w", err)
	}
	if err = publish(ctx, client, stream, &seen); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	if seen.Listed, err = countDeadLetters(ctx, client, stream); err != nil {
		return fmt.Errorf("listing dead letters: %w", err)
	}
	line, err := json.Marshal(seen)
	if err != nil {
		return err
	}
	fmt.Println(string(line))
	if seen != expected {
		return fmt.Errorf("expected %+v", expected)
	}
	return nil
}

// register returns the number of the version.
func register(ctx context.Context, client *sluice.Client, stream string) (uint32, error) {
	response, err := client.Registry.RegisterSchema(ctx, &sluicev1.RegisterSchemaRequest{
		Subject: stream + "/" + eventType,
		Format:  sluicev1.SchemaFormat_SCHEMA_FORMAT_JSON_SCHEMA,
		Schema:  schema,
	})
	return response.GetVersion().GetVersion(), err
}

// publish streams two batches and counts the outcomes until the server has decided all and ended the stream.
func publish(ctx context.Context, client *sluice.Client, stream string, seen *counts) error {
	call, err := client.Gateway.ValidateAndPublish(ctx)
	if err != nil {
		return err
	}
	open := &sluicev1.OpenStream{Stream: stream, ProducerId: stream + "-producer"}
	if err := send(call, &sluicev1.ValidateAndPublishRequest{
		Frame: &sluicev1.ValidateAndPublishRequest_Open{Open: open},
	}); err != nil {
		return err
	}
	ackedThrough := uint64(0)
	for {
		response, err := call.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch frame := response.Frame.(type) {
		case *sluicev1.ValidateAndPublishResponse_Opened:
			if err := sendBatches(call); err != nil {
				return err
			}
		case *sluicev1.ValidateAndPublishResponse_Acks:
			count(frame.Acks, seen)
			ackedThrough = frame.Acks.AckedThrough
		}
	}
	if ackedThrough != 6 {
		return fmt.Errorf("the stream ended with %d of 6 events decided", ackedThrough)
	}
	return nil
}

func sendBatches(call sluicev1.GatewayService_ValidateAndPublishClient) error {
	valid := `9.5`
	batches := []*sluicev1.PublishEvents{
		{FirstSequence: 1, Events: []*sluicev1.Event{order(1, valid), order(2, valid), order(3, valid)}},
		{FirstSequence: 4, Events: []*sluicev1.Event{order(4, valid), order(5, `"a lot"`), order(6, valid)}},
	}
	for _, batch := range batches {
		if err := send(call, &sluicev1.ValidateAndPublishRequest{
			Frame: &sluicev1.ValidateAndPublishRequest_Events{Events: batch},
		}); err != nil {
			return err
		}
	}
	return call.CloseSend()
}

// send sends a frame. On io.EOF the stream is broken and the next Recv tells why.
func send(call sluicev1.GatewayService_ValidateAndPublishClient, frame *sluicev1.ValidateAndPublishRequest) error {
	if err := call.Send(frame); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func count(acks *sluicev1.Acks, seen *counts) {
	for _, published := range acks.Published {
		seen.Published += published.Count
	}
	for _, outcome := range acks.Outcomes {
		switch outcome.Outcome.(type) {
		case *sluicev1.EventOutcome_Published:
			seen.Published++
		case *sluicev1.EventOutcome_DeadLettered:
			seen.DeadLettered++
		}
	}
}

// order makes an event; amount is JSON.
func order(number int, amount string) *sluicev1.Event {
	return &sluicev1.Event{
		Id:              fmt.Sprintf("order-%d", number),
		Source:          "/smoke/go",
		Type:            eventType,
		Datacontenttype: "application/json",
		Data:            fmt.Appendf(nil, `{"orderId":"o-%d","amount":%s}`, number, amount),
	}
}

// countDeadLetters counts the stream's dead letters, all of which must hold the invalid event.
func countDeadLetters(ctx context.Context, client *sluice.Client, stream string) (uint32, error) {
	response, err := client.DeadLetters.ListDeadLetters(ctx, &sluicev1.ListDeadLettersRequest{
		Filter:   &sluicev1.DeadLetterFilter{Stream: stream},
		PageSize: 10,
	})
	if err != nil {
		return 0, err
	}
	for _, letter := range response.DeadLetters {
		if id := letter.GetEvent().GetId(); id != "order-5" {
			return 0, fmt.Errorf("a dead letter of %s is listed; only order-5 is invalid", id)
		}
	}
	return uint32(len(response.DeadLetters)), nil
}
