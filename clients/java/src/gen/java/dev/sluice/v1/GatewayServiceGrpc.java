package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class GatewayServiceGrpc {

  private GatewayServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.GatewayService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ValidateAndPublishRequest,
      dev.sluice.v1.ValidateAndPublishResponse> getValidateAndPublishMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ValidateAndPublish",
      requestType = dev.sluice.v1.ValidateAndPublishRequest.class,
      responseType = dev.sluice.v1.ValidateAndPublishResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ValidateAndPublishRequest,
      dev.sluice.v1.ValidateAndPublishResponse> getValidateAndPublishMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ValidateAndPublishRequest, dev.sluice.v1.ValidateAndPublishResponse> getValidateAndPublishMethod;
    if ((getValidateAndPublishMethod = GatewayServiceGrpc.getValidateAndPublishMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getValidateAndPublishMethod = GatewayServiceGrpc.getValidateAndPublishMethod) == null) {
          GatewayServiceGrpc.getValidateAndPublishMethod = getValidateAndPublishMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ValidateAndPublishRequest, dev.sluice.v1.ValidateAndPublishResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ValidateAndPublish"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ValidateAndPublishRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ValidateAndPublishResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("ValidateAndPublish"))
              .build();
        }
      }
    }
    return getValidateAndPublishMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.PublishBatchRequest,
      dev.sluice.v1.PublishBatchResponse> getPublishBatchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PublishBatch",
      requestType = dev.sluice.v1.PublishBatchRequest.class,
      responseType = dev.sluice.v1.PublishBatchResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.PublishBatchRequest,
      dev.sluice.v1.PublishBatchResponse> getPublishBatchMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.PublishBatchRequest, dev.sluice.v1.PublishBatchResponse> getPublishBatchMethod;
    if ((getPublishBatchMethod = GatewayServiceGrpc.getPublishBatchMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getPublishBatchMethod = GatewayServiceGrpc.getPublishBatchMethod) == null) {
          GatewayServiceGrpc.getPublishBatchMethod = getPublishBatchMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.PublishBatchRequest, dev.sluice.v1.PublishBatchResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PublishBatch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PublishBatchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PublishBatchResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("PublishBatch"))
              .build();
        }
      }
    }
    return getPublishBatchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ValidateRequest,
      dev.sluice.v1.ValidateResponse> getValidateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Validate",
      requestType = dev.sluice.v1.ValidateRequest.class,
      responseType = dev.sluice.v1.ValidateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ValidateRequest,
      dev.sluice.v1.ValidateResponse> getValidateMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ValidateRequest, dev.sluice.v1.ValidateResponse> getValidateMethod;
    if ((getValidateMethod = GatewayServiceGrpc.getValidateMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getValidateMethod = GatewayServiceGrpc.getValidateMethod) == null) {
          GatewayServiceGrpc.getValidateMethod = getValidateMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ValidateRequest, dev.sluice.v1.ValidateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Validate"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ValidateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ValidateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("Validate"))
              .build();
        }
      }
    }
    return getValidateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetStreamConfigRequest,
      dev.sluice.v1.SetStreamConfigResponse> getSetStreamConfigMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetStreamConfig",
      requestType = dev.sluice.v1.SetStreamConfigRequest.class,
      responseType = dev.sluice.v1.SetStreamConfigResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetStreamConfigRequest,
      dev.sluice.v1.SetStreamConfigResponse> getSetStreamConfigMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetStreamConfigRequest, dev.sluice.v1.SetStreamConfigResponse> getSetStreamConfigMethod;
    if ((getSetStreamConfigMethod = GatewayServiceGrpc.getSetStreamConfigMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getSetStreamConfigMethod = GatewayServiceGrpc.getSetStreamConfigMethod) == null) {
          GatewayServiceGrpc.getSetStreamConfigMethod = getSetStreamConfigMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetStreamConfigRequest, dev.sluice.v1.SetStreamConfigResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetStreamConfig"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetStreamConfigRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetStreamConfigResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("SetStreamConfig"))
              .build();
        }
      }
    }
    return getSetStreamConfigMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetStreamConfigRequest,
      dev.sluice.v1.GetStreamConfigResponse> getGetStreamConfigMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetStreamConfig",
      requestType = dev.sluice.v1.GetStreamConfigRequest.class,
      responseType = dev.sluice.v1.GetStreamConfigResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetStreamConfigRequest,
      dev.sluice.v1.GetStreamConfigResponse> getGetStreamConfigMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetStreamConfigRequest, dev.sluice.v1.GetStreamConfigResponse> getGetStreamConfigMethod;
    if ((getGetStreamConfigMethod = GatewayServiceGrpc.getGetStreamConfigMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getGetStreamConfigMethod = GatewayServiceGrpc.getGetStreamConfigMethod) == null) {
          GatewayServiceGrpc.getGetStreamConfigMethod = getGetStreamConfigMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetStreamConfigRequest, dev.sluice.v1.GetStreamConfigResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetStreamConfig"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetStreamConfigRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetStreamConfigResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("GetStreamConfig"))
              .build();
        }
      }
    }
    return getGetStreamConfigMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListStreamsRequest,
      dev.sluice.v1.ListStreamsResponse> getListStreamsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListStreams",
      requestType = dev.sluice.v1.ListStreamsRequest.class,
      responseType = dev.sluice.v1.ListStreamsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListStreamsRequest,
      dev.sluice.v1.ListStreamsResponse> getListStreamsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListStreamsRequest, dev.sluice.v1.ListStreamsResponse> getListStreamsMethod;
    if ((getListStreamsMethod = GatewayServiceGrpc.getListStreamsMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getListStreamsMethod = GatewayServiceGrpc.getListStreamsMethod) == null) {
          GatewayServiceGrpc.getListStreamsMethod = getListStreamsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListStreamsRequest, dev.sluice.v1.ListStreamsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListStreams"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListStreamsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListStreamsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("ListStreams"))
              .build();
        }
      }
    }
    return getListStreamsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetStatsRequest,
      dev.sluice.v1.GetStatsResponse> getGetStatsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetStats",
      requestType = dev.sluice.v1.GetStatsRequest.class,
      responseType = dev.sluice.v1.GetStatsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetStatsRequest,
      dev.sluice.v1.GetStatsResponse> getGetStatsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetStatsRequest, dev.sluice.v1.GetStatsResponse> getGetStatsMethod;
    if ((getGetStatsMethod = GatewayServiceGrpc.getGetStatsMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getGetStatsMethod = GatewayServiceGrpc.getGetStatsMethod) == null) {
          GatewayServiceGrpc.getGetStatsMethod = getGetStatsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetStatsRequest, dev.sluice.v1.GetStatsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetStats"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetStatsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetStatsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("GetStats"))
              .build();
        }
      }
    }
    return getGetStatsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchStatsRequest,
      dev.sluice.v1.WatchStatsResponse> getWatchStatsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchStats",
      requestType = dev.sluice.v1.WatchStatsRequest.class,
      responseType = dev.sluice.v1.WatchStatsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchStatsRequest,
      dev.sluice.v1.WatchStatsResponse> getWatchStatsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchStatsRequest, dev.sluice.v1.WatchStatsResponse> getWatchStatsMethod;
    if ((getWatchStatsMethod = GatewayServiceGrpc.getWatchStatsMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getWatchStatsMethod = GatewayServiceGrpc.getWatchStatsMethod) == null) {
          GatewayServiceGrpc.getWatchStatsMethod = getWatchStatsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchStatsRequest, dev.sluice.v1.WatchStatsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchStats"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchStatsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchStatsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("WatchStats"))
              .build();
        }
      }
    }
    return getWatchStatsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SubscribeRequest,
      dev.sluice.v1.SubscribeResponse> getSubscribeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Subscribe",
      requestType = dev.sluice.v1.SubscribeRequest.class,
      responseType = dev.sluice.v1.SubscribeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SubscribeRequest,
      dev.sluice.v1.SubscribeResponse> getSubscribeMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SubscribeRequest, dev.sluice.v1.SubscribeResponse> getSubscribeMethod;
    if ((getSubscribeMethod = GatewayServiceGrpc.getSubscribeMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getSubscribeMethod = GatewayServiceGrpc.getSubscribeMethod) == null) {
          GatewayServiceGrpc.getSubscribeMethod = getSubscribeMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SubscribeRequest, dev.sluice.v1.SubscribeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Subscribe"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SubscribeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SubscribeResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("Subscribe"))
              .build();
        }
      }
    }
    return getSubscribeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.CommitPositionRequest,
      dev.sluice.v1.CommitPositionResponse> getCommitPositionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CommitPosition",
      requestType = dev.sluice.v1.CommitPositionRequest.class,
      responseType = dev.sluice.v1.CommitPositionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.CommitPositionRequest,
      dev.sluice.v1.CommitPositionResponse> getCommitPositionMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.CommitPositionRequest, dev.sluice.v1.CommitPositionResponse> getCommitPositionMethod;
    if ((getCommitPositionMethod = GatewayServiceGrpc.getCommitPositionMethod) == null) {
      synchronized (GatewayServiceGrpc.class) {
        if ((getCommitPositionMethod = GatewayServiceGrpc.getCommitPositionMethod) == null) {
          GatewayServiceGrpc.getCommitPositionMethod = getCommitPositionMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.CommitPositionRequest, dev.sluice.v1.CommitPositionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CommitPosition"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CommitPositionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CommitPositionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new GatewayServiceMethodDescriptorSupplier("CommitPosition"))
              .build();
        }
      }
    }
    return getCommitPositionMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static GatewayServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GatewayServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GatewayServiceStub>() {
        @java.lang.Override
        public GatewayServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GatewayServiceStub(channel, callOptions);
        }
      };
    return GatewayServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static GatewayServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GatewayServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GatewayServiceBlockingV2Stub>() {
        @java.lang.Override
        public GatewayServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GatewayServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return GatewayServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static GatewayServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GatewayServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GatewayServiceBlockingStub>() {
        @java.lang.Override
        public GatewayServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GatewayServiceBlockingStub(channel, callOptions);
        }
      };
    return GatewayServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static GatewayServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<GatewayServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<GatewayServiceFutureStub>() {
        @java.lang.Override
        public GatewayServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new GatewayServiceFutureStub(channel, callOptions);
        }
      };
    return GatewayServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Streams events in batches and answers what became of each. docs/protocol.md describes the frames.
     * </pre>
     */
    default io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateAndPublishRequest> validateAndPublish(
        io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateAndPublishResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getValidateAndPublishMethod(), responseObserver);
    }

    /**
     * <pre>
     * The same for one batch in one call: for browsers, curl and short scripts.
     * </pre>
     */
    default void publishBatch(dev.sluice.v1.PublishBatchRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PublishBatchResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPublishBatchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Checks one event and stores nothing.
     * </pre>
     */
    default void validate(dev.sluice.v1.ValidateRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getValidateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets how a stream treats its events. Fields left out keep what they were.
     * </pre>
     */
    default void setStreamConfig(dev.sluice.v1.SetStreamConfigRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetStreamConfigResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetStreamConfigMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads how a stream treats its events. A stream nobody configured has the defaults.
     * </pre>
     */
    default void getStreamConfig(dev.sluice.v1.GetStreamConfigRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetStreamConfigResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetStreamConfigMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the streams that were configured or hold events.
     * </pre>
     */
    default void listStreams(dev.sluice.v1.ListStreamsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListStreamsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListStreamsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Counts of events by stream, type, version and outcome.
     * </pre>
     */
    default void getStats(dev.sluice.v1.GetStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetStatsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetStatsMethod(), responseObserver);
    }

    /**
     * <pre>
     * The same counts again and again, at an interval.
     * </pre>
     */
    default void watchStats(dev.sluice.v1.WatchStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchStatsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchStatsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the events of a stream from a position on, then as they are published.
     * </pre>
     */
    default void subscribe(dev.sluice.v1.SubscribeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SubscribeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubscribeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Records how far a consumer group has got; Subscribe with the group starts after it.
     * </pre>
     */
    default void commitPosition(dev.sluice.v1.CommitPositionRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CommitPositionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCommitPositionMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service GatewayService.
   * <pre>
   * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
   * </pre>
   */
  public static abstract class GatewayServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return GatewayServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service GatewayService.
   * <pre>
   * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
   * </pre>
   */
  public static final class GatewayServiceStub
      extends io.grpc.stub.AbstractAsyncStub<GatewayServiceStub> {
    private GatewayServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GatewayServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GatewayServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Streams events in batches and answers what became of each. docs/protocol.md describes the frames.
     * </pre>
     */
    public io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateAndPublishRequest> validateAndPublish(
        io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateAndPublishResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncBidiStreamingCall(
          getChannel().newCall(getValidateAndPublishMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * The same for one batch in one call: for browsers, curl and short scripts.
     * </pre>
     */
    public void publishBatch(dev.sluice.v1.PublishBatchRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PublishBatchResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPublishBatchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Checks one event and stores nothing.
     * </pre>
     */
    public void validate(dev.sluice.v1.ValidateRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getValidateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets how a stream treats its events. Fields left out keep what they were.
     * </pre>
     */
    public void setStreamConfig(dev.sluice.v1.SetStreamConfigRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetStreamConfigResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetStreamConfigMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads how a stream treats its events. A stream nobody configured has the defaults.
     * </pre>
     */
    public void getStreamConfig(dev.sluice.v1.GetStreamConfigRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetStreamConfigResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetStreamConfigMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the streams that were configured or hold events.
     * </pre>
     */
    public void listStreams(dev.sluice.v1.ListStreamsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListStreamsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListStreamsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Counts of events by stream, type, version and outcome.
     * </pre>
     */
    public void getStats(dev.sluice.v1.GetStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetStatsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetStatsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The same counts again and again, at an interval.
     * </pre>
     */
    public void watchStats(dev.sluice.v1.WatchStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchStatsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchStatsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the events of a stream from a position on, then as they are published.
     * </pre>
     */
    public void subscribe(dev.sluice.v1.SubscribeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SubscribeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getSubscribeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Records how far a consumer group has got; Subscribe with the group starts after it.
     * </pre>
     */
    public void commitPosition(dev.sluice.v1.CommitPositionRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CommitPositionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCommitPositionMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service GatewayService.
   * <pre>
   * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
   * </pre>
   */
  public static final class GatewayServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<GatewayServiceBlockingV2Stub> {
    private GatewayServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GatewayServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GatewayServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Streams events in batches and answers what became of each. docs/protocol.md describes the frames.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<dev.sluice.v1.ValidateAndPublishRequest, dev.sluice.v1.ValidateAndPublishResponse>
        validateAndPublish() {
      return io.grpc.stub.ClientCalls.blockingBidiStreamingCall(
          getChannel(), getValidateAndPublishMethod(), getCallOptions());
    }

    /**
     * <pre>
     * The same for one batch in one call: for browsers, curl and short scripts.
     * </pre>
     */
    public dev.sluice.v1.PublishBatchResponse publishBatch(dev.sluice.v1.PublishBatchRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPublishBatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks one event and stores nothing.
     * </pre>
     */
    public dev.sluice.v1.ValidateResponse validate(dev.sluice.v1.ValidateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getValidateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets how a stream treats its events. Fields left out keep what they were.
     * </pre>
     */
    public dev.sluice.v1.SetStreamConfigResponse setStreamConfig(dev.sluice.v1.SetStreamConfigRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetStreamConfigMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads how a stream treats its events. A stream nobody configured has the defaults.
     * </pre>
     */
    public dev.sluice.v1.GetStreamConfigResponse getStreamConfig(dev.sluice.v1.GetStreamConfigRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetStreamConfigMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the streams that were configured or hold events.
     * </pre>
     */
    public dev.sluice.v1.ListStreamsResponse listStreams(dev.sluice.v1.ListStreamsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListStreamsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Counts of events by stream, type, version and outcome.
     * </pre>
     */
    public dev.sluice.v1.GetStatsResponse getStats(dev.sluice.v1.GetStatsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same counts again and again, at an interval.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchStatsResponse>
        watchStats(dev.sluice.v1.WatchStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the events of a stream from a position on, then as they are published.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.SubscribeResponse>
        subscribe(dev.sluice.v1.SubscribeRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getSubscribeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records how far a consumer group has got; Subscribe with the group starts after it.
     * </pre>
     */
    public dev.sluice.v1.CommitPositionResponse commitPosition(dev.sluice.v1.CommitPositionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCommitPositionMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service GatewayService.
   * <pre>
   * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
   * </pre>
   */
  public static final class GatewayServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<GatewayServiceBlockingStub> {
    private GatewayServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GatewayServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GatewayServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * The same for one batch in one call: for browsers, curl and short scripts.
     * </pre>
     */
    public dev.sluice.v1.PublishBatchResponse publishBatch(dev.sluice.v1.PublishBatchRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPublishBatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks one event and stores nothing.
     * </pre>
     */
    public dev.sluice.v1.ValidateResponse validate(dev.sluice.v1.ValidateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getValidateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets how a stream treats its events. Fields left out keep what they were.
     * </pre>
     */
    public dev.sluice.v1.SetStreamConfigResponse setStreamConfig(dev.sluice.v1.SetStreamConfigRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetStreamConfigMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads how a stream treats its events. A stream nobody configured has the defaults.
     * </pre>
     */
    public dev.sluice.v1.GetStreamConfigResponse getStreamConfig(dev.sluice.v1.GetStreamConfigRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetStreamConfigMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the streams that were configured or hold events.
     * </pre>
     */
    public dev.sluice.v1.ListStreamsResponse listStreams(dev.sluice.v1.ListStreamsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListStreamsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Counts of events by stream, type, version and outcome.
     * </pre>
     */
    public dev.sluice.v1.GetStatsResponse getStats(dev.sluice.v1.GetStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same counts again and again, at an interval.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchStatsResponse> watchStats(
        dev.sluice.v1.WatchStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the events of a stream from a position on, then as they are published.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.SubscribeResponse> subscribe(
        dev.sluice.v1.SubscribeRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getSubscribeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records how far a consumer group has got; Subscribe with the group starts after it.
     * </pre>
     */
    public dev.sluice.v1.CommitPositionResponse commitPosition(dev.sluice.v1.CommitPositionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCommitPositionMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service GatewayService.
   * <pre>
   * Events in, checked against their schemas, published to the log or parked; and out again by subscription.
   * </pre>
   */
  public static final class GatewayServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<GatewayServiceFutureStub> {
    private GatewayServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected GatewayServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new GatewayServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * The same for one batch in one call: for browsers, curl and short scripts.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.PublishBatchResponse> publishBatch(
        dev.sluice.v1.PublishBatchRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPublishBatchMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Checks one event and stores nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ValidateResponse> validate(
        dev.sluice.v1.ValidateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getValidateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets how a stream treats its events. Fields left out keep what they were.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetStreamConfigResponse> setStreamConfig(
        dev.sluice.v1.SetStreamConfigRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetStreamConfigMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads how a stream treats its events. A stream nobody configured has the defaults.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetStreamConfigResponse> getStreamConfig(
        dev.sluice.v1.GetStreamConfigRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetStreamConfigMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the streams that were configured or hold events.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListStreamsResponse> listStreams(
        dev.sluice.v1.ListStreamsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListStreamsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Counts of events by stream, type, version and outcome.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetStatsResponse> getStats(
        dev.sluice.v1.GetStatsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetStatsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Records how far a consumer group has got; Subscribe with the group starts after it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.CommitPositionResponse> commitPosition(
        dev.sluice.v1.CommitPositionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCommitPositionMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_PUBLISH_BATCH = 0;
  private static final int METHODID_VALIDATE = 1;
  private static final int METHODID_SET_STREAM_CONFIG = 2;
  private static final int METHODID_GET_STREAM_CONFIG = 3;
  private static final int METHODID_LIST_STREAMS = 4;
  private static final int METHODID_GET_STATS = 5;
  private static final int METHODID_WATCH_STATS = 6;
  private static final int METHODID_SUBSCRIBE = 7;
  private static final int METHODID_COMMIT_POSITION = 8;
  private static final int METHODID_VALIDATE_AND_PUBLISH = 9;

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
        case METHODID_PUBLISH_BATCH:
          serviceImpl.publishBatch((dev.sluice.v1.PublishBatchRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.PublishBatchResponse>) responseObserver);
          break;
        case METHODID_VALIDATE:
          serviceImpl.validate((dev.sluice.v1.ValidateRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateResponse>) responseObserver);
          break;
        case METHODID_SET_STREAM_CONFIG:
          serviceImpl.setStreamConfig((dev.sluice.v1.SetStreamConfigRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetStreamConfigResponse>) responseObserver);
          break;
        case METHODID_GET_STREAM_CONFIG:
          serviceImpl.getStreamConfig((dev.sluice.v1.GetStreamConfigRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetStreamConfigResponse>) responseObserver);
          break;
        case METHODID_LIST_STREAMS:
          serviceImpl.listStreams((dev.sluice.v1.ListStreamsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListStreamsResponse>) responseObserver);
          break;
        case METHODID_GET_STATS:
          serviceImpl.getStats((dev.sluice.v1.GetStatsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetStatsResponse>) responseObserver);
          break;
        case METHODID_WATCH_STATS:
          serviceImpl.watchStats((dev.sluice.v1.WatchStatsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchStatsResponse>) responseObserver);
          break;
        case METHODID_SUBSCRIBE:
          serviceImpl.subscribe((dev.sluice.v1.SubscribeRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SubscribeResponse>) responseObserver);
          break;
        case METHODID_COMMIT_POSITION:
          serviceImpl.commitPosition((dev.sluice.v1.CommitPositionRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.CommitPositionResponse>) responseObserver);
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
        case METHODID_VALIDATE_AND_PUBLISH:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.validateAndPublish(
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ValidateAndPublishResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getValidateAndPublishMethod(),
          io.grpc.stub.ServerCalls.asyncBidiStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.ValidateAndPublishRequest,
              dev.sluice.v1.ValidateAndPublishResponse>(
                service, METHODID_VALIDATE_AND_PUBLISH)))
        .addMethod(
          getPublishBatchMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.PublishBatchRequest,
              dev.sluice.v1.PublishBatchResponse>(
                service, METHODID_PUBLISH_BATCH)))
        .addMethod(
          getValidateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ValidateRequest,
              dev.sluice.v1.ValidateResponse>(
                service, METHODID_VALIDATE)))
        .addMethod(
          getSetStreamConfigMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetStreamConfigRequest,
              dev.sluice.v1.SetStreamConfigResponse>(
                service, METHODID_SET_STREAM_CONFIG)))
        .addMethod(
          getGetStreamConfigMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetStreamConfigRequest,
              dev.sluice.v1.GetStreamConfigResponse>(
                service, METHODID_GET_STREAM_CONFIG)))
        .addMethod(
          getListStreamsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListStreamsRequest,
              dev.sluice.v1.ListStreamsResponse>(
                service, METHODID_LIST_STREAMS)))
        .addMethod(
          getGetStatsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetStatsRequest,
              dev.sluice.v1.GetStatsResponse>(
                service, METHODID_GET_STATS)))
        .addMethod(
          getWatchStatsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchStatsRequest,
              dev.sluice.v1.WatchStatsResponse>(
                service, METHODID_WATCH_STATS)))
        .addMethod(
          getSubscribeMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.SubscribeRequest,
              dev.sluice.v1.SubscribeResponse>(
                service, METHODID_SUBSCRIBE)))
        .addMethod(
          getCommitPositionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.CommitPositionRequest,
              dev.sluice.v1.CommitPositionResponse>(
                service, METHODID_COMMIT_POSITION)))
        .build();
  }

  private static abstract class GatewayServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    GatewayServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.GatewayProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("GatewayService");
    }
  }

  private static final class GatewayServiceFileDescriptorSupplier
      extends GatewayServiceBaseDescriptorSupplier {
    GatewayServiceFileDescriptorSupplier() {}
  }

  private static final class GatewayServiceMethodDescriptorSupplier
      extends GatewayServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    GatewayServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (GatewayServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new GatewayServiceFileDescriptorSupplier())
              .addMethod(getValidateAndPublishMethod())
              .addMethod(getPublishBatchMethod())
              .addMethod(getValidateMethod())
              .addMethod(getSetStreamConfigMethod())
              .addMethod(getGetStreamConfigMethod())
              .addMethod(getListStreamsMethod())
              .addMethod(getGetStatsMethod())
              .addMethod(getWatchStatsMethod())
              .addMethod(getSubscribeMethod())
              .addMethod(getCommitPositionMethod())
              .build();
        }
      }
    }
    return result;
  }
}
