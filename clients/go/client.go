// Package sluice connects to a Sluice server: schema registry, event-validation gateway and dead letter queue in one.
// The messages are in the package sluice.dev/client/gen/sluice/v1.
package sluice

import (
	"crypto/tls"
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"

	sluicev1 "sluice.dev/client/gen/sluice/v1"
)

// Client is one connection with a stub for each service of Sluice. It is safe for concurrent use; one for the whole
// process is enough.
type Client struct {
	// Registry registers, reads and compares schemas.
	Registry sluicev1.RegistryServiceClient
	// Gateway takes events in and hands them out.
	Gateway sluicev1.GatewayServiceClient
	// DeadLetters finds, explains and redrives parked events.
	DeadLetters sluicev1.DeadLetterServiceClient

	connection *grpc.ClientConn
}

// Plaintext makes a client of the server at host:port that does not encrypt. It connects with the first call.
func Plaintext(address string, options ...grpc.DialOption) (*Client, error) {
	return connect(address, insecure.NewCredentials(), options)
}

// TLS makes a client of the server at host:port that encrypts; a nil config trusts the system's roots. It connects with
// the first call.
func TLS(address string, config *tls.Config, options ...grpc.DialOption) (*Client, error) {
	return connect(address, credentials.NewTLS(config), options)
}

func connect(address string, transport credentials.TransportCredentials, options []grpc.DialOption) (*Client, error) {
	options = append([]grpc.DialOption{grpc.WithTransportCredentials(transport)}, options...)
	connection, err := grpc.NewClient(address, options...)
	if err != nil {
		return nil, fmt.Errorf("sluice: address %q: %w", address, err)
	}
	return &Client{
		Registry:    sluicev1.NewRegistryServiceClient(connection),
		Gateway:     sluicev1.NewGatewayServiceClient(connection),
		DeadLetters: sluicev1.NewDeadLetterServiceClient(connection),
		connection:  connection,
	}, nil
}

// Close closes the connection; calls under way fail.
func (c *Client) Close() error {
	return c.connection.Close()
}
