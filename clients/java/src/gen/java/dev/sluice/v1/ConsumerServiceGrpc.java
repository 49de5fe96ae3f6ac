package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
 * somebody acknowledges it. docs/consumers.md tells the whole contract.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ConsumerServiceGrpc {

  private ConsumerServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.ConsumerService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetConsumerGroupRequest,
      dev.sluice.v1.SetConsumerGroupResponse> getSetConsumerGroupMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetConsumerGroup",
      requestType = dev.sluice.v1.SetConsumerGroupRequest.class,
      responseType = dev.sluice.v1.SetConsumerGroupResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetConsumerGroupRequest,
      dev.sluice.v1.SetConsumerGroupResponse> getSetConsumerGroupMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetConsumerGroupRequest, dev.sluice.v1.SetConsumerGroupResponse> getSetConsumerGroupMethod;
    if ((getSetConsumerGroupMethod = ConsumerServiceGrpc.getSetConsumerGroupMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getSetConsumerGroupMethod = ConsumerServiceGrpc.getSetConsumerGroupMethod) == null) {
          ConsumerServiceGrpc.getSetConsumerGroupMethod = getSetConsumerGroupMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetConsumerGroupRequest, dev.sluice.v1.SetConsumerGroupResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetConsumerGroup"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetConsumerGroupRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetConsumerGroupResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("SetConsumerGroup"))
              .build();
        }
      }
    }
    return getSetConsumerGroupMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetConsumerGroupRequest,
      dev.sluice.v1.GetConsumerGroupResponse> getGetConsumerGroupMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetConsumerGroup",
      requestType = dev.sluice.v1.GetConsumerGroupRequest.class,
      responseType = dev.sluice.v1.GetConsumerGroupResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetConsumerGroupRequest,
      dev.sluice.v1.GetConsumerGroupResponse> getGetConsumerGroupMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetConsumerGroupRequest, dev.sluice.v1.GetConsumerGroupResponse> getGetConsumerGroupMethod;
    if ((getGetConsumerGroupMethod = ConsumerServiceGrpc.getGetConsumerGroupMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getGetConsumerGroupMethod = ConsumerServiceGrpc.getGetConsumerGroupMethod) == null) {
          ConsumerServiceGrpc.getGetConsumerGroupMethod = getGetConsumerGroupMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetConsumerGroupRequest, dev.sluice.v1.GetConsumerGroupResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetConsumerGroup"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetConsumerGroupRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetConsumerGroupResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("GetConsumerGroup"))
              .build();
        }
      }
    }
    return getGetConsumerGroupMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListConsumerGroupsRequest,
      dev.sluice.v1.ListConsumerGroupsResponse> getListConsumerGroupsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListConsumerGroups",
      requestType = dev.sluice.v1.ListConsumerGroupsRequest.class,
      responseType = dev.sluice.v1.ListConsumerGroupsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListConsumerGroupsRequest,
      dev.sluice.v1.ListConsumerGroupsResponse> getListConsumerGroupsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListConsumerGroupsRequest, dev.sluice.v1.ListConsumerGroupsResponse> getListConsumerGroupsMethod;
    if ((getListConsumerGroupsMethod = ConsumerServiceGrpc.getListConsumerGroupsMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getListConsumerGroupsMethod = ConsumerServiceGrpc.getListConsumerGroupsMethod) == null) {
          ConsumerServiceGrpc.getListConsumerGroupsMethod = getListConsumerGroupsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListConsumerGroupsRequest, dev.sluice.v1.ListConsumerGroupsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListConsumerGroups"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListConsumerGroupsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListConsumerGroupsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("ListConsumerGroups"))
              .build();
        }
      }
    }
    return getListConsumerGroupsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DeleteConsumerGroupRequest,
      dev.sluice.v1.DeleteConsumerGroupResponse> getDeleteConsumerGroupMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteConsumerGroup",
      requestType = dev.sluice.v1.DeleteConsumerGroupRequest.class,
      responseType = dev.sluice.v1.DeleteConsumerGroupResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DeleteConsumerGroupRequest,
      dev.sluice.v1.DeleteConsumerGroupResponse> getDeleteConsumerGroupMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DeleteConsumerGroupRequest, dev.sluice.v1.DeleteConsumerGroupResponse> getDeleteConsumerGroupMethod;
    if ((getDeleteConsumerGroupMethod = ConsumerServiceGrpc.getDeleteConsumerGroupMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getDeleteConsumerGroupMethod = ConsumerServiceGrpc.getDeleteConsumerGroupMethod) == null) {
          ConsumerServiceGrpc.getDeleteConsumerGroupMethod = getDeleteConsumerGroupMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DeleteConsumerGroupRequest, dev.sluice.v1.DeleteConsumerGroupResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteConsumerGroup"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteConsumerGroupRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteConsumerGroupResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("DeleteConsumerGroup"))
              .build();
        }
      }
    }
    return getDeleteConsumerGroupMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.LeaseEventsRequest,
      dev.sluice.v1.LeaseEventsResponse> getLeaseEventsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "LeaseEvents",
      requestType = dev.sluice.v1.LeaseEventsRequest.class,
      responseType = dev.sluice.v1.LeaseEventsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.LeaseEventsRequest,
      dev.sluice.v1.LeaseEventsResponse> getLeaseEventsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.LeaseEventsRequest, dev.sluice.v1.LeaseEventsResponse> getLeaseEventsMethod;
    if ((getLeaseEventsMethod = ConsumerServiceGrpc.getLeaseEventsMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getLeaseEventsMethod = ConsumerServiceGrpc.getLeaseEventsMethod) == null) {
          ConsumerServiceGrpc.getLeaseEventsMethod = getLeaseEventsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.LeaseEventsRequest, dev.sluice.v1.LeaseEventsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "LeaseEvents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.LeaseEventsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.LeaseEventsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("LeaseEvents"))
              .build();
        }
      }
    }
    return getLeaseEventsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SettleDeliveriesRequest,
      dev.sluice.v1.SettleDeliveriesResponse> getSettleDeliveriesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SettleDeliveries",
      requestType = dev.sluice.v1.SettleDeliveriesRequest.class,
      responseType = dev.sluice.v1.SettleDeliveriesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SettleDeliveriesRequest,
      dev.sluice.v1.SettleDeliveriesResponse> getSettleDeliveriesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SettleDeliveriesRequest, dev.sluice.v1.SettleDeliveriesResponse> getSettleDeliveriesMethod;
    if ((getSettleDeliveriesMethod = ConsumerServiceGrpc.getSettleDeliveriesMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getSettleDeliveriesMethod = ConsumerServiceGrpc.getSettleDeliveriesMethod) == null) {
          ConsumerServiceGrpc.getSettleDeliveriesMethod = getSettleDeliveriesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SettleDeliveriesRequest, dev.sluice.v1.SettleDeliveriesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SettleDeliveries"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SettleDeliveriesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SettleDeliveriesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("SettleDeliveries"))
              .build();
        }
      }
    }
    return getSettleDeliveriesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.RedeliverDeadLettersRequest,
      dev.sluice.v1.RedeliverDeadLettersResponse> getRedeliverDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RedeliverDeadLetters",
      requestType = dev.sluice.v1.RedeliverDeadLettersRequest.class,
      responseType = dev.sluice.v1.RedeliverDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.RedeliverDeadLettersRequest,
      dev.sluice.v1.RedeliverDeadLettersResponse> getRedeliverDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.RedeliverDeadLettersRequest, dev.sluice.v1.RedeliverDeadLettersResponse> getRedeliverDeadLettersMethod;
    if ((getRedeliverDeadLettersMethod = ConsumerServiceGrpc.getRedeliverDeadLettersMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getRedeliverDeadLettersMethod = ConsumerServiceGrpc.getRedeliverDeadLettersMethod) == null) {
          ConsumerServiceGrpc.getRedeliverDeadLettersMethod = getRedeliverDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.RedeliverDeadLettersRequest, dev.sluice.v1.RedeliverDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RedeliverDeadLetters"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RedeliverDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RedeliverDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("RedeliverDeadLetters"))
              .build();
        }
      }
    }
    return getRedeliverDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetFailurePoliciesRequest,
      dev.sluice.v1.SetFailurePoliciesResponse> getSetFailurePoliciesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetFailurePolicies",
      requestType = dev.sluice.v1.SetFailurePoliciesRequest.class,
      responseType = dev.sluice.v1.SetFailurePoliciesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetFailurePoliciesRequest,
      dev.sluice.v1.SetFailurePoliciesResponse> getSetFailurePoliciesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetFailurePoliciesRequest, dev.sluice.v1.SetFailurePoliciesResponse> getSetFailurePoliciesMethod;
    if ((getSetFailurePoliciesMethod = ConsumerServiceGrpc.getSetFailurePoliciesMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getSetFailurePoliciesMethod = ConsumerServiceGrpc.getSetFailurePoliciesMethod) == null) {
          ConsumerServiceGrpc.getSetFailurePoliciesMethod = getSetFailurePoliciesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetFailurePoliciesRequest, dev.sluice.v1.SetFailurePoliciesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetFailurePolicies"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetFailurePoliciesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetFailurePoliciesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("SetFailurePolicies"))
              .build();
        }
      }
    }
    return getSetFailurePoliciesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetFailurePoliciesRequest,
      dev.sluice.v1.GetFailurePoliciesResponse> getGetFailurePoliciesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetFailurePolicies",
      requestType = dev.sluice.v1.GetFailurePoliciesRequest.class,
      responseType = dev.sluice.v1.GetFailurePoliciesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetFailurePoliciesRequest,
      dev.sluice.v1.GetFailurePoliciesResponse> getGetFailurePoliciesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetFailurePoliciesRequest, dev.sluice.v1.GetFailurePoliciesResponse> getGetFailurePoliciesMethod;
    if ((getGetFailurePoliciesMethod = ConsumerServiceGrpc.getGetFailurePoliciesMethod) == null) {
      synchronized (ConsumerServiceGrpc.class) {
        if ((getGetFailurePoliciesMethod = ConsumerServiceGrpc.getGetFailurePoliciesMethod) == null) {
          ConsumerServiceGrpc.getGetFailurePoliciesMethod = getGetFailurePoliciesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetFailurePoliciesRequest, dev.sluice.v1.GetFailurePoliciesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetFailurePolicies"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetFailurePoliciesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetFailurePoliciesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ConsumerServiceMethodDescriptorSupplier("GetFailurePolicies"))
              .build();
        }
      }
    }
    return getGetFailurePoliciesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ConsumerServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceStub>() {
        @java.lang.Override
        public ConsumerServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ConsumerServiceStub(channel, callOptions);
        }
      };
    return ConsumerServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ConsumerServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceBlockingV2Stub>() {
        @java.lang.Override
        public ConsumerServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ConsumerServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return ConsumerServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ConsumerServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceBlockingStub>() {
        @java.lang.Override
        public ConsumerServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ConsumerServiceBlockingStub(channel, callOptions);
        }
      };
    return ConsumerServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ConsumerServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ConsumerServiceFutureStub>() {
        @java.lang.Override
        public ConsumerServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ConsumerServiceFutureStub(channel, callOptions);
        }
      };
    return ConsumerServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
   * somebody acknowledges it. docs/consumers.md tells the whole contract.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Creates a consumer group, or changes how it works. Fields left out keep what they were.
     * </pre>
     */
    default void setConsumerGroup(dev.sluice.v1.SetConsumerGroupRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetConsumerGroupResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetConsumerGroupMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads a consumer group and how far it has got.
     * </pre>
     */
    default void getConsumerGroup(dev.sluice.v1.GetConsumerGroupRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetConsumerGroupResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetConsumerGroupMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the consumer groups of a stream, or of all.
     * </pre>
     */
    default void listConsumerGroups(dev.sluice.v1.ListConsumerGroupsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListConsumerGroupsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListConsumerGroupsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Forgets a consumer group and what it has not settled. The events and its dead letters stay.
     * </pre>
     */
    default void deleteConsumerGroup(dev.sluice.v1.DeleteConsumerGroupRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteConsumerGroupResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteConsumerGroupMethod(), responseObserver);
    }

    /**
     * <pre>
     * Leases events to a member of a group; waits for some when there are none. Durable: whoever dies leaves leases that
     * expire, and what they held is leased to others.
     * </pre>
     */
    default void leaseEvents(dev.sluice.v1.LeaseEventsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.LeaseEventsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getLeaseEventsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what became of deliveries. Each is decided on its own; what is answered as settled is durable.
     * </pre>
     */
    default void settleDeliveries(dev.sluice.v1.SettleDeliveriesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SettleDeliveriesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSettleDeliveriesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Gives dead letters that consumers reported back to their groups now, whatever their policy says. Nothing is published.
     * </pre>
     */
    default void redeliverDeadLetters(dev.sluice.v1.RedeliverDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RedeliverDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRedeliverDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets what becomes of events that consumers of a stream report as failed, as a whole.
     * </pre>
     */
    default void setFailurePolicies(dev.sluice.v1.SetFailurePoliciesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetFailurePoliciesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetFailurePoliciesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the policies of a stream and how much was discarded by them.
     * </pre>
     */
    default void getFailurePolicies(dev.sluice.v1.GetFailurePoliciesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetFailurePoliciesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetFailurePoliciesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service ConsumerService.
   * <pre>
   * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
   * somebody acknowledges it. docs/consumers.md tells the whole contract.
   * </pre>
   */
  public static abstract class ConsumerServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ConsumerServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service ConsumerService.
   * <pre>
   * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
   * somebody acknowledges it. docs/consumers.md tells the whole contract.
   * </pre>
   */
  public static final class ConsumerServiceStub
      extends io.grpc.stub.AbstractAsyncStub<ConsumerServiceStub> {
    private ConsumerServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ConsumerServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ConsumerServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a consumer group, or changes how it works. Fields left out keep what they were.
     * </pre>
     */
    public void setConsumerGroup(dev.sluice.v1.SetConsumerGroupRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetConsumerGroupResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetConsumerGroupMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads a consumer group and how far it has got.
     * </pre>
     */
    public void getConsumerGroup(dev.sluice.v1.GetConsumerGroupRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetConsumerGroupResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetConsumerGroupMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the consumer groups of a stream, or of all.
     * </pre>
     */
    public void listConsumerGroups(dev.sluice.v1.ListConsumerGroupsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListConsumerGroupsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListConsumerGroupsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Forgets a consumer group and what it has not settled. The events and its dead letters stay.
     * </pre>
     */
    public void deleteConsumerGroup(dev.sluice.v1.DeleteConsumerGroupRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteConsumerGroupResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteConsumerGroupMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Leases events to a member of a group; waits for some when there are none. Durable: whoever dies leaves leases that
     * expire, and what they held is leased to others.
     * </pre>
     */
    public void leaseEvents(dev.sluice.v1.LeaseEventsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.LeaseEventsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getLeaseEventsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what became of deliveries. Each is decided on its own; what is answered as settled is durable.
     * </pre>
     */
    public void settleDeliveries(dev.sluice.v1.SettleDeliveriesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SettleDeliveriesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSettleDeliveriesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Gives dead letters that consumers reported back to their groups now, whatever their policy says. Nothing is published.
     * </pre>
     */
    public void redeliverDeadLetters(dev.sluice.v1.RedeliverDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RedeliverDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRedeliverDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets what becomes of events that consumers of a stream report as failed, as a whole.
     * </pre>
     */
    public void setFailurePolicies(dev.sluice.v1.SetFailurePoliciesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetFailurePoliciesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetFailurePoliciesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the policies of a stream and how much was discarded by them.
     * </pre>
     */
    public void getFailurePolicies(dev.sluice.v1.GetFailurePoliciesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetFailurePoliciesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetFailurePoliciesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service ConsumerService.
   * <pre>
   * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
   * somebody acknowledges it. docs/consumers.md tells the whole contract.
   * </pre>
   */
  public static final class ConsumerServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ConsumerServiceBlockingV2Stub> {
    private ConsumerServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ConsumerServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ConsumerServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a consumer group, or changes how it works. Fields left out keep what they were.
     * </pre>
     */
    public dev.sluice.v1.SetConsumerGroupResponse setConsumerGroup(dev.sluice.v1.SetConsumerGroupRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetConsumerGroupMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a consumer group and how far it has got.
     * </pre>
     */
    public dev.sluice.v1.GetConsumerGroupResponse getConsumerGroup(dev.sluice.v1.GetConsumerGroupRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetConsumerGroupMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the consumer groups of a stream, or of all.
     * </pre>
     */
    public dev.sluice.v1.ListConsumerGroupsResponse listConsumerGroups(dev.sluice.v1.ListConsumerGroupsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListConsumerGroupsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Forgets a consumer group and what it has not settled. The events and its dead letters stay.
     * </pre>
     */
    public dev.sluice.v1.DeleteConsumerGroupResponse deleteConsumerGroup(dev.sluice.v1.DeleteConsumerGroupRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteConsumerGroupMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Leases events to a member of a group; waits for some when there are none. Durable: whoever dies leaves leases that
     * expire, and what they held is leased to others.
     * </pre>
     */
    public dev.sluice.v1.LeaseEventsResponse leaseEvents(dev.sluice.v1.LeaseEventsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getLeaseEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what became of deliveries. Each is decided on its own; what is answered as settled is durable.
     * </pre>
     */
    public dev.sluice.v1.SettleDeliveriesResponse settleDeliveries(dev.sluice.v1.SettleDeliveriesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSettleDeliveriesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives dead letters that consumers reported back to their groups now, whatever their policy says. Nothing is published.
     * </pre>
     */
    public dev.sluice.v1.RedeliverDeadLettersResponse redeliverDeadLetters(dev.sluice.v1.RedeliverDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRedeliverDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets what becomes of events that consumers of a stream report as failed, as a whole.
     * </pre>
     */
    public dev.sluice.v1.SetFailurePoliciesResponse setFailurePolicies(dev.sluice.v1.SetFailurePoliciesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetFailurePoliciesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the policies of a stream and how much was discarded by them.
     * </pre>
     */
    public dev.sluice.v1.GetFailurePoliciesResponse getFailurePolicies(dev.sluice.v1.GetFailurePoliciesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetFailurePoliciesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service ConsumerService.
   * <pre>
   * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
   * somebody acknowledges it. docs/consumers.md tells the whole contract.
   * </pre>
   */
  public static final class ConsumerServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ConsumerServiceBlockingStub> {
    private ConsumerServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ConsumerServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ConsumerServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a consumer group, or changes how it works. Fields left out keep what they were.
     * </pre>
     */
    public dev.sluice.v1.SetConsumerGroupResponse setConsumerGroup(dev.sluice.v1.SetConsumerGroupRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetConsumerGroupMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a consumer group and how far it has got.
     * </pre>
     */
    public dev.sluice.v1.GetConsumerGroupResponse getConsumerGroup(dev.sluice.v1.GetConsumerGroupRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetConsumerGroupMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the consumer groups of a stream, or of all.
     * </pre>
     */
    public dev.sluice.v1.ListConsumerGroupsResponse listConsumerGroups(dev.sluice.v1.ListConsumerGroupsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListConsumerGroupsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Forgets a consumer group and what it has not settled. The events and its dead letters stay.
     * </pre>
     */
    public dev.sluice.v1.DeleteConsumerGroupResponse deleteConsumerGroup(dev.sluice.v1.DeleteConsumerGroupRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteConsumerGroupMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Leases events to a member of a group; waits for some when there are none. Durable: whoever dies leaves leases that
     * expire, and what they held is leased to others.
     * </pre>
     */
    public dev.sluice.v1.LeaseEventsResponse leaseEvents(dev.sluice.v1.LeaseEventsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getLeaseEventsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what became of deliveries. Each is decided on its own; what is answered as settled is durable.
     * </pre>
     */
    public dev.sluice.v1.SettleDeliveriesResponse settleDeliveries(dev.sluice.v1.SettleDeliveriesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSettleDeliveriesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Gives dead letters that consumers reported back to their groups now, whatever their policy says. Nothing is published.
     * </pre>
     */
    public dev.sluice.v1.RedeliverDeadLettersResponse redeliverDeadLetters(dev.sluice.v1.RedeliverDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRedeliverDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets what becomes of events that consumers of a stream report as failed, as a whole.
     * </pre>
     */
    public dev.sluice.v1.SetFailurePoliciesResponse setFailurePolicies(dev.sluice.v1.SetFailurePoliciesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetFailurePoliciesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the policies of a stream and how much was discarded by them.
     * </pre>
     */
    public dev.sluice.v1.GetFailurePoliciesResponse getFailurePolicies(dev.sluice.v1.GetFailurePoliciesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetFailurePoliciesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service ConsumerService.
   * <pre>
   * Consumer groups whose members share the work of one stream: each event is leased to one member at a time, until
   * somebody acknowledges it. docs/consumers.md tells the whole contract.
   * </pre>
   */
  public static final class ConsumerServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<ConsumerServiceFutureStub> {
    private ConsumerServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ConsumerServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ConsumerServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a consumer group, or changes how it works. Fields left out keep what they were.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetConsumerGroupResponse> setConsumerGroup(
        dev.sluice.v1.SetConsumerGroupRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetConsumerGroupMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads a consumer group and how far it has got.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetConsumerGroupResponse> getConsumerGroup(
        dev.sluice.v1.GetConsumerGroupRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetConsumerGroupMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the consumer groups of a stream, or of all.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListConsumerGroupsResponse> listConsumerGroups(
        dev.sluice.v1.ListConsumerGroupsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListConsumerGroupsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Forgets a consumer group and what it has not settled. The events and its dead letters stay.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DeleteConsumerGroupResponse> deleteConsumerGroup(
        dev.sluice.v1.DeleteConsumerGroupRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteConsumerGroupMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Leases events to a member of a group; waits for some when there are none. Durable: whoever dies leaves leases that
     * expire, and what they held is leased to others.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.LeaseEventsResponse> leaseEvents(
        dev.sluice.v1.LeaseEventsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getLeaseEventsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what became of deliveries. Each is decided on its own; what is answered as settled is durable.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SettleDeliveriesResponse> settleDeliveries(
        dev.sluice.v1.SettleDeliveriesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSettleDeliveriesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Gives dead letters that consumers reported back to their groups now, whatever their policy says. Nothing is published.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.RedeliverDeadLettersResponse> redeliverDeadLetters(
        dev.sluice.v1.RedeliverDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRedeliverDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets what becomes of events that consumers of a stream report as failed, as a whole.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetFailurePoliciesResponse> setFailurePolicies(
        dev.sluice.v1.SetFailurePoliciesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetFailurePoliciesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the policies of a stream and how much was discarded by them.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetFailurePoliciesResponse> getFailurePolicies(
        dev.sluice.v1.GetFailurePoliciesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetFailurePoliciesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SET_CONSUMER_GROUP = 0;
  private static final int METHODID_GET_CONSUMER_GROUP = 1;
  private static final int METHODID_LIST_CONSUMER_GROUPS = 2;
  private static final int METHODID_DELETE_CONSUMER_GROUP = 3;
  private static final int METHODID_LEASE_EVENTS = 4;
  private static final int METHODID_SETTLE_DELIVERIES = 5;
  private static final int METHODID_REDELIVER_DEAD_LETTERS = 6;
  private static final int METHODID_SET_FAILURE_POLICIES = 7;
  private static final int METHODID_GET_FAILURE_POLICIES = 8;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_SET_CONSUMER_GROUP:
          serviceImpl.setConsumerGroup((dev.sluice.v1.SetConsumerGroupRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetConsumerGroupResponse>) responseObserver);
          break;
        case METHODID_GET_CONSUMER_GROUP:
          serviceImpl.getConsumerGroup((dev.sluice.v1.GetConsumerGroupRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetConsumerGroupResponse>) responseObserver);
          break;
        case METHODID_LIST_CONSUMER_GROUPS:
          serviceImpl.listConsumerGroups((dev.sluice.v1.ListConsumerGroupsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListConsumerGroupsResponse>) responseObserver);
          break;
        case METHODID_DELETE_CONSUMER_GROUP:
          serviceImpl.deleteConsumerGroup((dev.sluice.v1.DeleteConsumerGroupRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteConsumerGroupResponse>) responseObserver);
          break;
        case METHODID_LEASE_EVENTS:
          serviceImpl.leaseEvents((dev.sluice.v1.LeaseEventsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.LeaseEventsResponse>) responseObserver);
          break;
        case METHODID_SETTLE_DELIVERIES:
          serviceImpl.settleDeliveries((dev.sluice.v1.SettleDeliveriesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SettleDeliveriesResponse>) responseObserver);
          break;
        case METHODID_REDELIVER_DEAD_LETTERS:
          serviceImpl.redeliverDeadLetters((dev.sluice.v1.RedeliverDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.RedeliverDeadLettersResponse>) responseObserver);
          break;
        case METHODID_SET_FAILURE_POLICIES:
          serviceImpl.setFailurePolicies((dev.sluice.v1.SetFailurePoliciesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetFailurePoliciesResponse>) responseObserver);
          break;
        case METHODID_GET_FAILURE_POLICIES:
          serviceImpl.getFailurePolicies((dev.sluice.v1.GetFailurePoliciesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetFailurePoliciesResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getSetConsumerGroupMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetConsumerGroupRequest,
              dev.sluice.v1.SetConsumerGroupResponse>(
                service, METHODID_SET_CONSUMER_GROUP)))
        .addMethod(
          getGetConsumerGroupMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetConsumerGroupRequest,
              dev.sluice.v1.GetConsumerGroupResponse>(
                service, METHODID_GET_CONSUMER_GROUP)))
        .addMethod(
          getListConsumerGroupsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListConsumerGroupsRequest,
              dev.sluice.v1.ListConsumerGroupsResponse>(
                service, METHODID_LIST_CONSUMER_GROUPS)))
        .addMethod(
          getDeleteConsumerGroupMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DeleteConsumerGroupRequest,
              dev.sluice.v1.DeleteConsumerGroupResponse>(
                service, METHODID_DELETE_CONSUMER_GROUP)))
        .addMethod(
          getLeaseEventsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.LeaseEventsRequest,
              dev.sluice.v1.LeaseEventsResponse>(
                service, METHODID_LEASE_EVENTS)))
        .addMethod(
          getSettleDeliveriesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SettleDeliveriesRequest,
              dev.sluice.v1.SettleDeliveriesResponse>(
                service, METHODID_SETTLE_DELIVERIES)))
        .addMethod(
          getRedeliverDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.RedeliverDeadLettersRequest,
              dev.sluice.v1.RedeliverDeadLettersResponse>(
                service, METHODID_REDELIVER_DEAD_LETTERS)))
        .addMethod(
          getSetFailurePoliciesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetFailurePoliciesRequest,
              dev.sluice.v1.SetFailurePoliciesResponse>(
                service, METHODID_SET_FAILURE_POLICIES)))
        .addMethod(
          getGetFailurePoliciesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetFailurePoliciesRequest,
              dev.sluice.v1.GetFailurePoliciesResponse>(
                service, METHODID_GET_FAILURE_POLICIES)))
        .build();
  }

  private static abstract class ConsumerServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ConsumerServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.ConsumerProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("ConsumerService");
    }
  }

  private static final class ConsumerServiceFileDescriptorSupplier
      extends ConsumerServiceBaseDescriptorSupplier {
    ConsumerServiceFileDescriptorSupplier() {}
  }

  private static final class ConsumerServiceMethodDescriptorSupplier
      extends ConsumerServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ConsumerServiceMethodDescriptorSupplier(java.lang.String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (ConsumerServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ConsumerServiceFileDescriptorSupplier())
              .addMethod(getSetConsumerGroupMethod())
              .addMethod(getGetConsumerGroupMethod())
              .addMethod(getListConsumerGroupsMethod())
              .addMethod(getDeleteConsumerGroupMethod())
              .addMethod(getLeaseEventsMethod())
              .addMethod(getSettleDeliveriesMethod())
              .addMethod(getRedeliverDeadLettersMethod())
              .addMethod(getSetFailurePoliciesMethod())
              .addMethod(getGetFailurePoliciesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
