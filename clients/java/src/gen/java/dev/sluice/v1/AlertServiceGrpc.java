package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AlertServiceGrpc {

  private AlertServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.AlertService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListAlertsRequest,
      dev.sluice.v1.ListAlertsResponse> getListAlertsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAlerts",
      requestType = dev.sluice.v1.ListAlertsRequest.class,
      responseType = dev.sluice.v1.ListAlertsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListAlertsRequest,
      dev.sluice.v1.ListAlertsResponse> getListAlertsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListAlertsRequest, dev.sluice.v1.ListAlertsResponse> getListAlertsMethod;
    if ((getListAlertsMethod = AlertServiceGrpc.getListAlertsMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getListAlertsMethod = AlertServiceGrpc.getListAlertsMethod) == null) {
          AlertServiceGrpc.getListAlertsMethod = getListAlertsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListAlertsRequest, dev.sluice.v1.ListAlertsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAlerts"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListAlertsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListAlertsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("ListAlerts"))
              .build();
        }
      }
    }
    return getListAlertsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchAlertsRequest,
      dev.sluice.v1.WatchAlertsResponse> getWatchAlertsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchAlerts",
      requestType = dev.sluice.v1.WatchAlertsRequest.class,
      responseType = dev.sluice.v1.WatchAlertsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchAlertsRequest,
      dev.sluice.v1.WatchAlertsResponse> getWatchAlertsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchAlertsRequest, dev.sluice.v1.WatchAlertsResponse> getWatchAlertsMethod;
    if ((getWatchAlertsMethod = AlertServiceGrpc.getWatchAlertsMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getWatchAlertsMethod = AlertServiceGrpc.getWatchAlertsMethod) == null) {
          AlertServiceGrpc.getWatchAlertsMethod = getWatchAlertsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchAlertsRequest, dev.sluice.v1.WatchAlertsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchAlerts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchAlertsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchAlertsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("WatchAlerts"))
              .build();
        }
      }
    }
    return getWatchAlertsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.AcknowledgeAlertRequest,
      dev.sluice.v1.AcknowledgeAlertResponse> getAcknowledgeAlertMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AcknowledgeAlert",
      requestType = dev.sluice.v1.AcknowledgeAlertRequest.class,
      responseType = dev.sluice.v1.AcknowledgeAlertResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.AcknowledgeAlertRequest,
      dev.sluice.v1.AcknowledgeAlertResponse> getAcknowledgeAlertMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.AcknowledgeAlertRequest, dev.sluice.v1.AcknowledgeAlertResponse> getAcknowledgeAlertMethod;
    if ((getAcknowledgeAlertMethod = AlertServiceGrpc.getAcknowledgeAlertMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getAcknowledgeAlertMethod = AlertServiceGrpc.getAcknowledgeAlertMethod) == null) {
          AlertServiceGrpc.getAcknowledgeAlertMethod = getAcknowledgeAlertMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.AcknowledgeAlertRequest, dev.sluice.v1.AcknowledgeAlertResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AcknowledgeAlert"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.AcknowledgeAlertRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.AcknowledgeAlertResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("AcknowledgeAlert"))
              .build();
        }
      }
    }
    return getAcknowledgeAlertMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetAlertRulesRequest,
      dev.sluice.v1.GetAlertRulesResponse> getGetAlertRulesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAlertRules",
      requestType = dev.sluice.v1.GetAlertRulesRequest.class,
      responseType = dev.sluice.v1.GetAlertRulesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetAlertRulesRequest,
      dev.sluice.v1.GetAlertRulesResponse> getGetAlertRulesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetAlertRulesRequest, dev.sluice.v1.GetAlertRulesResponse> getGetAlertRulesMethod;
    if ((getGetAlertRulesMethod = AlertServiceGrpc.getGetAlertRulesMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getGetAlertRulesMethod = AlertServiceGrpc.getGetAlertRulesMethod) == null) {
          AlertServiceGrpc.getGetAlertRulesMethod = getGetAlertRulesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetAlertRulesRequest, dev.sluice.v1.GetAlertRulesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAlertRules"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetAlertRulesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetAlertRulesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("GetAlertRules"))
              .build();
        }
      }
    }
    return getGetAlertRulesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetAlertRulesRequest,
      dev.sluice.v1.SetAlertRulesResponse> getSetAlertRulesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetAlertRules",
      requestType = dev.sluice.v1.SetAlertRulesRequest.class,
      responseType = dev.sluice.v1.SetAlertRulesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetAlertRulesRequest,
      dev.sluice.v1.SetAlertRulesResponse> getSetAlertRulesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetAlertRulesRequest, dev.sluice.v1.SetAlertRulesResponse> getSetAlertRulesMethod;
    if ((getSetAlertRulesMethod = AlertServiceGrpc.getSetAlertRulesMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getSetAlertRulesMethod = AlertServiceGrpc.getSetAlertRulesMethod) == null) {
          AlertServiceGrpc.getSetAlertRulesMethod = getSetAlertRulesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetAlertRulesRequest, dev.sluice.v1.SetAlertRulesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetAlertRules"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetAlertRulesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetAlertRulesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("SetAlertRules"))
              .build();
        }
      }
    }
    return getSetAlertRulesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetWebhookRequest,
      dev.sluice.v1.SetWebhookResponse> getSetWebhookMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetWebhook",
      requestType = dev.sluice.v1.SetWebhookRequest.class,
      responseType = dev.sluice.v1.SetWebhookResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetWebhookRequest,
      dev.sluice.v1.SetWebhookResponse> getSetWebhookMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetWebhookRequest, dev.sluice.v1.SetWebhookResponse> getSetWebhookMethod;
    if ((getSetWebhookMethod = AlertServiceGrpc.getSetWebhookMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getSetWebhookMethod = AlertServiceGrpc.getSetWebhookMethod) == null) {
          AlertServiceGrpc.getSetWebhookMethod = getSetWebhookMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetWebhookRequest, dev.sluice.v1.SetWebhookResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetWebhook"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetWebhookRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetWebhookResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("SetWebhook"))
              .build();
        }
      }
    }
    return getSetWebhookMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListWebhooksRequest,
      dev.sluice.v1.ListWebhooksResponse> getListWebhooksMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListWebhooks",
      requestType = dev.sluice.v1.ListWebhooksRequest.class,
      responseType = dev.sluice.v1.ListWebhooksResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListWebhooksRequest,
      dev.sluice.v1.ListWebhooksResponse> getListWebhooksMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListWebhooksRequest, dev.sluice.v1.ListWebhooksResponse> getListWebhooksMethod;
    if ((getListWebhooksMethod = AlertServiceGrpc.getListWebhooksMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getListWebhooksMethod = AlertServiceGrpc.getListWebhooksMethod) == null) {
          AlertServiceGrpc.getListWebhooksMethod = getListWebhooksMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListWebhooksRequest, dev.sluice.v1.ListWebhooksResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListWebhooks"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListWebhooksRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListWebhooksResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("ListWebhooks"))
              .build();
        }
      }
    }
    return getListWebhooksMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DeleteWebhookRequest,
      dev.sluice.v1.DeleteWebhookResponse> getDeleteWebhookMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteWebhook",
      requestType = dev.sluice.v1.DeleteWebhookRequest.class,
      responseType = dev.sluice.v1.DeleteWebhookResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DeleteWebhookRequest,
      dev.sluice.v1.DeleteWebhookResponse> getDeleteWebhookMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DeleteWebhookRequest, dev.sluice.v1.DeleteWebhookResponse> getDeleteWebhookMethod;
    if ((getDeleteWebhookMethod = AlertServiceGrpc.getDeleteWebhookMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getDeleteWebhookMethod = AlertServiceGrpc.getDeleteWebhookMethod) == null) {
          AlertServiceGrpc.getDeleteWebhookMethod = getDeleteWebhookMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DeleteWebhookRequest, dev.sluice.v1.DeleteWebhookResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteWebhook"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteWebhookRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteWebhookResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("DeleteWebhook"))
              .build();
        }
      }
    }
    return getDeleteWebhookMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.TestWebhookRequest,
      dev.sluice.v1.TestWebhookResponse> getTestWebhookMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "TestWebhook",
      requestType = dev.sluice.v1.TestWebhookRequest.class,
      responseType = dev.sluice.v1.TestWebhookResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.TestWebhookRequest,
      dev.sluice.v1.TestWebhookResponse> getTestWebhookMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.TestWebhookRequest, dev.sluice.v1.TestWebhookResponse> getTestWebhookMethod;
    if ((getTestWebhookMethod = AlertServiceGrpc.getTestWebhookMethod) == null) {
      synchronized (AlertServiceGrpc.class) {
        if ((getTestWebhookMethod = AlertServiceGrpc.getTestWebhookMethod) == null) {
          AlertServiceGrpc.getTestWebhookMethod = getTestWebhookMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.TestWebhookRequest, dev.sluice.v1.TestWebhookResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "TestWebhook"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.TestWebhookRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.TestWebhookResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AlertServiceMethodDescriptorSupplier("TestWebhook"))
              .build();
        }
      }
    }
    return getTestWebhookMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AlertServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlertServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlertServiceStub>() {
        @java.lang.Override
        public AlertServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlertServiceStub(channel, callOptions);
        }
      };
    return AlertServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AlertServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlertServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlertServiceBlockingV2Stub>() {
        @java.lang.Override
        public AlertServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlertServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AlertServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AlertServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlertServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlertServiceBlockingStub>() {
        @java.lang.Override
        public AlertServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlertServiceBlockingStub(channel, callOptions);
        }
      };
    return AlertServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AlertServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AlertServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AlertServiceFutureStub>() {
        @java.lang.Override
        public AlertServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AlertServiceFutureStub(channel, callOptions);
        }
      };
    return AlertServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists alerts, newest first.
     * </pre>
     */
    default void listAlerts(dev.sluice.v1.ListAlertsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListAlertsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAlertsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams alerts: those that fire now, then each that changes.
     * </pre>
     */
    default void watchAlerts(dev.sluice.v1.WatchAlertsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchAlertsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchAlertsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says that somebody knows: nobody is told of this alert any more, except that it is over.
     * </pre>
     */
    default void acknowledgeAlert(dev.sluice.v1.AcknowledgeAlertRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.AcknowledgeAlertResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAcknowledgeAlertMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the rules of a stream, or those for all streams.
     * </pre>
     */
    default void getAlertRules(dev.sluice.v1.GetAlertRulesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetAlertRulesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAlertRulesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Replaces what is set for a stream, or for all streams. They apply from the next evaluation on.
     * </pre>
     */
    default void setAlertRules(dev.sluice.v1.SetAlertRulesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetAlertRulesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetAlertRulesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a webhook, or changes one. Deliveries are signed as Standard Webhooks says (standardwebhooks.com).
     * </pre>
     */
    default void setWebhook(dev.sluice.v1.SetWebhookRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetWebhookResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetWebhookMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists webhooks and how they fare. Secrets are never shown.
     * </pre>
     */
    default void listWebhooks(dev.sluice.v1.ListWebhooksRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListWebhooksResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListWebhooksMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a webhook and what is on its way to it.
     * </pre>
     */
    default void deleteWebhook(dev.sluice.v1.DeleteWebhookRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteWebhookResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteWebhookMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sends a test message to a webhook, once and at once, and says what came of it.
     * </pre>
     */
    default void testWebhook(dev.sluice.v1.TestWebhookRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.TestWebhookResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getTestWebhookMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AlertService.
   * <pre>
   * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
   * </pre>
   */
  public static abstract class AlertServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AlertServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AlertService.
   * <pre>
   * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
   * </pre>
   */
  public static final class AlertServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AlertServiceStub> {
    private AlertServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlertServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlertServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists alerts, newest first.
     * </pre>
     */
    public void listAlerts(dev.sluice.v1.ListAlertsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListAlertsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAlertsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams alerts: those that fire now, then each that changes.
     * </pre>
     */
    public void watchAlerts(dev.sluice.v1.WatchAlertsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchAlertsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchAlertsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says that somebody knows: nobody is told of this alert any more, except that it is over.
     * </pre>
     */
    public void acknowledgeAlert(dev.sluice.v1.AcknowledgeAlertRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.AcknowledgeAlertResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAcknowledgeAlertMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the rules of a stream, or those for all streams.
     * </pre>
     */
    public void getAlertRules(dev.sluice.v1.GetAlertRulesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetAlertRulesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAlertRulesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Replaces what is set for a stream, or for all streams. They apply from the next evaluation on.
     * </pre>
     */
    public void setAlertRules(dev.sluice.v1.SetAlertRulesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetAlertRulesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetAlertRulesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes a webhook, or changes one. Deliveries are signed as Standard Webhooks says (standardwebhooks.com).
     * </pre>
     */
    public void setWebhook(dev.sluice.v1.SetWebhookRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetWebhookResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetWebhookMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists webhooks and how they fare. Secrets are never shown.
     * </pre>
     */
    public void listWebhooks(dev.sluice.v1.ListWebhooksRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListWebhooksResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListWebhooksMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a webhook and what is on its way to it.
     * </pre>
     */
    public void deleteWebhook(dev.sluice.v1.DeleteWebhookRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteWebhookResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteWebhookMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sends a test message to a webhook, once and at once, and says what came of it.
     * </pre>
     */
    public void testWebhook(dev.sluice.v1.TestWebhookRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.TestWebhookResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getTestWebhookMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AlertService.
   * <pre>
   * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
   * </pre>
   */
  public static final class AlertServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AlertServiceBlockingV2Stub> {
    private AlertServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlertServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlertServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists alerts, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListAlertsResponse listAlerts(dev.sluice.v1.ListAlertsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAlertsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams alerts: those that fire now, then each that changes.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchAlertsResponse>
        watchAlerts(dev.sluice.v1.WatchAlertsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchAlertsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says that somebody knows: nobody is told of this alert any more, except that it is over.
     * </pre>
     */
    public dev.sluice.v1.AcknowledgeAlertResponse acknowledgeAlert(dev.sluice.v1.AcknowledgeAlertRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAcknowledgeAlertMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the rules of a stream, or those for all streams.
     * </pre>
     */
    public dev.sluice.v1.GetAlertRulesResponse getAlertRules(dev.sluice.v1.GetAlertRulesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAlertRulesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Replaces what is set for a stream, or for all streams. They apply from the next evaluation on.
     * </pre>
     */
    public dev.sluice.v1.SetAlertRulesResponse setAlertRules(dev.sluice.v1.SetAlertRulesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetAlertRulesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a webhook, or changes one. Deliveries are signed as Standard Webhooks says (standardwebhooks.com).
     * </pre>
     */
    public dev.sluice.v1.SetWebhookResponse setWebhook(dev.sluice.v1.SetWebhookRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetWebhookMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists webhooks and how they fare. Secrets are never shown.
     * </pre>
     */
    public dev.sluice.v1.ListWebhooksResponse listWebhooks(dev.sluice.v1.ListWebhooksRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListWebhooksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a webhook and what is on its way to it.
     * </pre>
     */
    public dev.sluice.v1.DeleteWebhookResponse deleteWebhook(dev.sluice.v1.DeleteWebhookRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteWebhookMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends a test message to a webhook, once and at once, and says what came of it.
     * </pre>
     */
    public dev.sluice.v1.TestWebhookResponse testWebhook(dev.sluice.v1.TestWebhookRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getTestWebhookMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AlertService.
   * <pre>
   * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
   * </pre>
   */
  public static final class AlertServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AlertServiceBlockingStub> {
    private AlertServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlertServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlertServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists alerts, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListAlertsResponse listAlerts(dev.sluice.v1.ListAlertsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAlertsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams alerts: those that fire now, then each that changes.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchAlertsResponse> watchAlerts(
        dev.sluice.v1.WatchAlertsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchAlertsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says that somebody knows: nobody is told of this alert any more, except that it is over.
     * </pre>
     */
    public dev.sluice.v1.AcknowledgeAlertResponse acknowledgeAlert(dev.sluice.v1.AcknowledgeAlertRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAcknowledgeAlertMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the rules of a stream, or those for all streams.
     * </pre>
     */
    public dev.sluice.v1.GetAlertRulesResponse getAlertRules(dev.sluice.v1.GetAlertRulesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAlertRulesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Replaces what is set for a stream, or for all streams. They apply from the next evaluation on.
     * </pre>
     */
    public dev.sluice.v1.SetAlertRulesResponse setAlertRules(dev.sluice.v1.SetAlertRulesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetAlertRulesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a webhook, or changes one. Deliveries are signed as Standard Webhooks says (standardwebhooks.com).
     * </pre>
     */
    public dev.sluice.v1.SetWebhookResponse setWebhook(dev.sluice.v1.SetWebhookRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetWebhookMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists webhooks and how they fare. Secrets are never shown.
     * </pre>
     */
    public dev.sluice.v1.ListWebhooksResponse listWebhooks(dev.sluice.v1.ListWebhooksRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListWebhooksMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a webhook and what is on its way to it.
     * </pre>
     */
    public dev.sluice.v1.DeleteWebhookResponse deleteWebhook(dev.sluice.v1.DeleteWebhookRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteWebhookMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sends a test message to a webhook, once and at once, and says what came of it.
     * </pre>
     */
    public dev.sluice.v1.TestWebhookResponse testWebhook(dev.sluice.v1.TestWebhookRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getTestWebhookMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AlertService.
   * <pre>
   * What is wrong with streams and their dead letters, and who is told. docs/alerts.md says what each kind looks at.
   * </pre>
   */
  public static final class AlertServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AlertServiceFutureStub> {
    private AlertServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AlertServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AlertServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists alerts, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListAlertsResponse> listAlerts(
        dev.sluice.v1.ListAlertsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAlertsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says that somebody knows: nobody is told of this alert any more, except that it is over.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.AcknowledgeAlertResponse> acknowledgeAlert(
        dev.sluice.v1.AcknowledgeAlertRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAcknowledgeAlertMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the rules of a stream, or those for all streams.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetAlertRulesResponse> getAlertRules(
        dev.sluice.v1.GetAlertRulesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAlertRulesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Replaces what is set for a stream, or for all streams. They apply from the next evaluation on.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetAlertRulesResponse> setAlertRules(
        dev.sluice.v1.SetAlertRulesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetAlertRulesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a webhook, or changes one. Deliveries are signed as Standard Webhooks says (standardwebhooks.com).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetWebhookResponse> setWebhook(
        dev.sluice.v1.SetWebhookRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetWebhookMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists webhooks and how they fare. Secrets are never shown.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListWebhooksResponse> listWebhooks(
        dev.sluice.v1.ListWebhooksRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListWebhooksMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a webhook and what is on its way to it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DeleteWebhookResponse> deleteWebhook(
        dev.sluice.v1.DeleteWebhookRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteWebhookMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sends a test message to a webhook, once and at once, and says what came of it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.TestWebhookResponse> testWebhook(
        dev.sluice.v1.TestWebhookRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getTestWebhookMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_ALERTS = 0;
  private static final int METHODID_WATCH_ALERTS = 1;
  private static final int METHODID_ACKNOWLEDGE_ALERT = 2;
  private static final int METHODID_GET_ALERT_RULES = 3;
  private static final int METHODID_SET_ALERT_RULES = 4;
  private static final int METHODID_SET_WEBHOOK = 5;
  private static final int METHODID_LIST_WEBHOOKS = 6;
  private static final int METHODID_DELETE_WEBHOOK = 7;
  private static final int METHODID_TEST_WEBHOOK = 8;

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
        case METHODID_LIST_ALERTS:
          serviceImpl.listAlerts((dev.sluice.v1.ListAlertsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListAlertsResponse>) responseObserver);
          break;
        case METHODID_WATCH_ALERTS:
          serviceImpl.watchAlerts((dev.sluice.v1.WatchAlertsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchAlertsResponse>) responseObserver);
          break;
        case METHODID_ACKNOWLEDGE_ALERT:
          serviceImpl.acknowledgeAlert((dev.sluice.v1.AcknowledgeAlertRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.AcknowledgeAlertResponse>) responseObserver);
          break;
        case METHODID_GET_ALERT_RULES:
          serviceImpl.getAlertRules((dev.sluice.v1.GetAlertRulesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetAlertRulesResponse>) responseObserver);
          break;
        case METHODID_SET_ALERT_RULES:
          serviceImpl.setAlertRules((dev.sluice.v1.SetAlertRulesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetAlertRulesResponse>) responseObserver);
          break;
        case METHODID_SET_WEBHOOK:
          serviceImpl.setWebhook((dev.sluice.v1.SetWebhookRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetWebhookResponse>) responseObserver);
          break;
        case METHODID_LIST_WEBHOOKS:
          serviceImpl.listWebhooks((dev.sluice.v1.ListWebhooksRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListWebhooksResponse>) responseObserver);
          break;
        case METHODID_DELETE_WEBHOOK:
          serviceImpl.deleteWebhook((dev.sluice.v1.DeleteWebhookRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteWebhookResponse>) responseObserver);
          break;
        case METHODID_TEST_WEBHOOK:
          serviceImpl.testWebhook((dev.sluice.v1.TestWebhookRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.TestWebhookResponse>) responseObserver);
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
          getListAlertsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListAlertsRequest,
              dev.sluice.v1.ListAlertsResponse>(
                service, METHODID_LIST_ALERTS)))
        .addMethod(
          getWatchAlertsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchAlertsRequest,
              dev.sluice.v1.WatchAlertsResponse>(
                service, METHODID_WATCH_ALERTS)))
        .addMethod(
          getAcknowledgeAlertMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.AcknowledgeAlertRequest,
              dev.sluice.v1.AcknowledgeAlertResponse>(
                service, METHODID_ACKNOWLEDGE_ALERT)))
        .addMethod(
          getGetAlertRulesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetAlertRulesRequest,
              dev.sluice.v1.GetAlertRulesResponse>(
                service, METHODID_GET_ALERT_RULES)))
        .addMethod(
          getSetAlertRulesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetAlertRulesRequest,
              dev.sluice.v1.SetAlertRulesResponse>(
                service, METHODID_SET_ALERT_RULES)))
        .addMethod(
          getSetWebhookMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetWebhookRequest,
              dev.sluice.v1.SetWebhookResponse>(
                service, METHODID_SET_WEBHOOK)))
        .addMethod(
          getListWebhooksMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListWebhooksRequest,
              dev.sluice.v1.ListWebhooksResponse>(
                service, METHODID_LIST_WEBHOOKS)))
        .addMethod(
          getDeleteWebhookMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DeleteWebhookRequest,
              dev.sluice.v1.DeleteWebhookResponse>(
                service, METHODID_DELETE_WEBHOOK)))
        .addMethod(
          getTestWebhookMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.TestWebhookRequest,
              dev.sluice.v1.TestWebhookResponse>(
                service, METHODID_TEST_WEBHOOK)))
        .build();
  }

  private static abstract class AlertServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AlertServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.AlertProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AlertService");
    }
  }

  private static final class AlertServiceFileDescriptorSupplier
      extends AlertServiceBaseDescriptorSupplier {
    AlertServiceFileDescriptorSupplier() {}
  }

  private static final class AlertServiceMethodDescriptorSupplier
      extends AlertServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    AlertServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (AlertServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AlertServiceFileDescriptorSupplier())
              .addMethod(getListAlertsMethod())
              .addMethod(getWatchAlertsMethod())
              .addMethod(getAcknowledgeAlertMethod())
              .addMethod(getGetAlertRulesMethod())
              .addMethod(getSetAlertRulesMethod())
              .addMethod(getSetWebhookMethod())
              .addMethod(getListWebhooksMethod())
              .addMethod(getDeleteWebhookMethod())
              .addMethod(getTestWebhookMethod())
              .build();
        }
      }
    }
    return result;
  }
}
