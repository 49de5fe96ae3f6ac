package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * The archive of dead letters in S3-compatible storage.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ArchiveServiceGrpc {

  private ArchiveServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.ArchiveService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.StartArchiveRequest,
      dev.sluice.v1.StartArchiveResponse> getStartArchiveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StartArchive",
      requestType = dev.sluice.v1.StartArchiveRequest.class,
      responseType = dev.sluice.v1.StartArchiveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.StartArchiveRequest,
      dev.sluice.v1.StartArchiveResponse> getStartArchiveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.StartArchiveRequest, dev.sluice.v1.StartArchiveResponse> getStartArchiveMethod;
    if ((getStartArchiveMethod = ArchiveServiceGrpc.getStartArchiveMethod) == null) {
      synchronized (ArchiveServiceGrpc.class) {
        if ((getStartArchiveMethod = ArchiveServiceGrpc.getStartArchiveMethod) == null) {
          ArchiveServiceGrpc.getStartArchiveMethod = getStartArchiveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.StartArchiveRequest, dev.sluice.v1.StartArchiveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StartArchive"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.StartArchiveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.StartArchiveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArchiveServiceMethodDescriptorSupplier("StartArchive"))
              .build();
        }
      }
    }
    return getStartArchiveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetArchiveStatusRequest,
      dev.sluice.v1.GetArchiveStatusResponse> getGetArchiveStatusMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetArchiveStatus",
      requestType = dev.sluice.v1.GetArchiveStatusRequest.class,
      responseType = dev.sluice.v1.GetArchiveStatusResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetArchiveStatusRequest,
      dev.sluice.v1.GetArchiveStatusResponse> getGetArchiveStatusMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetArchiveStatusRequest, dev.sluice.v1.GetArchiveStatusResponse> getGetArchiveStatusMethod;
    if ((getGetArchiveStatusMethod = ArchiveServiceGrpc.getGetArchiveStatusMethod) == null) {
      synchronized (ArchiveServiceGrpc.class) {
        if ((getGetArchiveStatusMethod = ArchiveServiceGrpc.getGetArchiveStatusMethod) == null) {
          ArchiveServiceGrpc.getGetArchiveStatusMethod = getGetArchiveStatusMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetArchiveStatusRequest, dev.sluice.v1.GetArchiveStatusResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetArchiveStatus"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetArchiveStatusRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetArchiveStatusResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArchiveServiceMethodDescriptorSupplier("GetArchiveStatus"))
              .build();
        }
      }
    }
    return getGetArchiveStatusMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListArchivedRequest,
      dev.sluice.v1.ListArchivedResponse> getListArchivedMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListArchived",
      requestType = dev.sluice.v1.ListArchivedRequest.class,
      responseType = dev.sluice.v1.ListArchivedResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListArchivedRequest,
      dev.sluice.v1.ListArchivedResponse> getListArchivedMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListArchivedRequest, dev.sluice.v1.ListArchivedResponse> getListArchivedMethod;
    if ((getListArchivedMethod = ArchiveServiceGrpc.getListArchivedMethod) == null) {
      synchronized (ArchiveServiceGrpc.class) {
        if ((getListArchivedMethod = ArchiveServiceGrpc.getListArchivedMethod) == null) {
          ArchiveServiceGrpc.getListArchivedMethod = getListArchivedMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListArchivedRequest, dev.sluice.v1.ListArchivedResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListArchived"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListArchivedRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListArchivedResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArchiveServiceMethodDescriptorSupplier("ListArchived"))
              .build();
        }
      }
    }
    return getListArchivedMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.RestoreFromArchiveRequest,
      dev.sluice.v1.RestoreFromArchiveResponse> getRestoreFromArchiveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RestoreFromArchive",
      requestType = dev.sluice.v1.RestoreFromArchiveRequest.class,
      responseType = dev.sluice.v1.RestoreFromArchiveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.RestoreFromArchiveRequest,
      dev.sluice.v1.RestoreFromArchiveResponse> getRestoreFromArchiveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.RestoreFromArchiveRequest, dev.sluice.v1.RestoreFromArchiveResponse> getRestoreFromArchiveMethod;
    if ((getRestoreFromArchiveMethod = ArchiveServiceGrpc.getRestoreFromArchiveMethod) == null) {
      synchronized (ArchiveServiceGrpc.class) {
        if ((getRestoreFromArchiveMethod = ArchiveServiceGrpc.getRestoreFromArchiveMethod) == null) {
          ArchiveServiceGrpc.getRestoreFromArchiveMethod = getRestoreFromArchiveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.RestoreFromArchiveRequest, dev.sluice.v1.RestoreFromArchiveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RestoreFromArchive"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RestoreFromArchiveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RestoreFromArchiveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ArchiveServiceMethodDescriptorSupplier("RestoreFromArchive"))
              .build();
        }
      }
    }
    return getRestoreFromArchiveMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ArchiveServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceStub>() {
        @java.lang.Override
        public ArchiveServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArchiveServiceStub(channel, callOptions);
        }
      };
    return ArchiveServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ArchiveServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceBlockingV2Stub>() {
        @java.lang.Override
        public ArchiveServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArchiveServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return ArchiveServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ArchiveServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceBlockingStub>() {
        @java.lang.Override
        public ArchiveServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArchiveServiceBlockingStub(channel, callOptions);
        }
      };
    return ArchiveServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ArchiveServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ArchiveServiceFutureStub>() {
        @java.lang.Override
        public ArchiveServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ArchiveServiceFutureStub(channel, callOptions);
        }
      };
    return ArchiveServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * The archive of dead letters in S3-compatible storage.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Archives what is new or changed, now; joins the run under way if there is one. Answers when the run has ended, or
     * after `wait` with how far it has got. How a run failed is in `status.last_run`.
     * </pre>
     */
    default void startArchive(dev.sluice.v1.StartArchiveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.StartArchiveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStartArchiveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says where the archive is, what is in it and how its runs went.
     * </pre>
     */
    default void getArchiveStatus(dev.sluice.v1.GetArchiveStatusRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetArchiveStatusResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetArchiveStatusMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists what is in the archive, in the order of days and ids.
     * </pre>
     */
    default void listArchived(dev.sluice.v1.ListArchivedRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListArchivedResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListArchivedMethod(), responseObserver);
    }

    /**
     * <pre>
     * Puts dead letters back as they were archived. One that is there already stays as it is.
     * </pre>
     */
    default void restoreFromArchive(dev.sluice.v1.RestoreFromArchiveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RestoreFromArchiveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRestoreFromArchiveMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service ArchiveService.
   * <pre>
   * The archive of dead letters in S3-compatible storage.
   * </pre>
   */
  public static abstract class ArchiveServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ArchiveServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service ArchiveService.
   * <pre>
   * The archive of dead letters in S3-compatible storage.
   * </pre>
   */
  public static final class ArchiveServiceStub
      extends io.grpc.stub.AbstractAsyncStub<ArchiveServiceStub> {
    private ArchiveServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArchiveServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArchiveServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Archives what is new or changed, now; joins the run under way if there is one. Answers when the run has ended, or
     * after `wait` with how far it has got. How a run failed is in `status.last_run`.
     * </pre>
     */
    public void startArchive(dev.sluice.v1.StartArchiveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.StartArchiveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStartArchiveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says where the archive is, what is in it and how its runs went.
     * </pre>
     */
    public void getArchiveStatus(dev.sluice.v1.GetArchiveStatusRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetArchiveStatusResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetArchiveStatusMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists what is in the archive, in the order of days and ids.
     * </pre>
     */
    public void listArchived(dev.sluice.v1.ListArchivedRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListArchivedResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListArchivedMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Puts dead letters back as they were archived. One that is there already stays as it is.
     * </pre>
     */
    public void restoreFromArchive(dev.sluice.v1.RestoreFromArchiveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RestoreFromArchiveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRestoreFromArchiveMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service ArchiveService.
   * <pre>
   * The archive of dead letters in S3-compatible storage.
   * </pre>
   */
  public static final class ArchiveServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ArchiveServiceBlockingV2Stub> {
    private ArchiveServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArchiveServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArchiveServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Archives what is new or changed, now; joins the run under way if there is one. Answers when the run has ended, or
     * after `wait` with how far it has got. How a run failed is in `status.last_run`.
     * </pre>
     */
    public dev.sluice.v1.StartArchiveResponse startArchive(dev.sluice.v1.StartArchiveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getStartArchiveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says where the archive is, what is in it and how its runs went.
     * </pre>
     */
    public dev.sluice.v1.GetArchiveStatusResponse getArchiveStatus(dev.sluice.v1.GetArchiveStatusRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetArchiveStatusMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists what is in the archive, in the order of days and ids.
     * </pre>
     */
    public dev.sluice.v1.ListArchivedResponse listArchived(dev.sluice.v1.ListArchivedRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListArchivedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Puts dead letters back as they were archived. One that is there already stays as it is.
     * </pre>
     */
    public dev.sluice.v1.RestoreFromArchiveResponse restoreFromArchive(dev.sluice.v1.RestoreFromArchiveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRestoreFromArchiveMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service ArchiveService.
   * <pre>
   * The archive of dead letters in S3-compatible storage.
   * </pre>
   */
  public static final class ArchiveServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ArchiveServiceBlockingStub> {
    private ArchiveServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArchiveServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArchiveServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Archives what is new or changed, now; joins the run under way if there is one. Answers when the run has ended, or
     * after `wait` with how far it has got. How a run failed is in `status.last_run`.
     * </pre>
     */
    public dev.sluice.v1.StartArchiveResponse startArchive(dev.sluice.v1.StartArchiveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStartArchiveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says where the archive is, what is in it and how its runs went.
     * </pre>
     */
    public dev.sluice.v1.GetArchiveStatusResponse getArchiveStatus(dev.sluice.v1.GetArchiveStatusRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetArchiveStatusMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists what is in the archive, in the order of days and ids.
     * </pre>
     */
    public dev.sluice.v1.ListArchivedResponse listArchived(dev.sluice.v1.ListArchivedRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListArchivedMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Puts dead letters back as they were archived. One that is there already stays as it is.
     * </pre>
     */
    public dev.sluice.v1.RestoreFromArchiveResponse restoreFromArchive(dev.sluice.v1.RestoreFromArchiveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRestoreFromArchiveMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service ArchiveService.
   * <pre>
   * The archive of dead letters in S3-compatible storage.
   * </pre>
   */
  public static final class ArchiveServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<ArchiveServiceFutureStub> {
    private ArchiveServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ArchiveServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ArchiveServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Archives what is new or changed, now; joins the run under way if there is one. Answers when the run has ended, or
     * after `wait` with how far it has got. How a run failed is in `status.last_run`.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.StartArchiveResponse> startArchive(
        dev.sluice.v1.StartArchiveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStartArchiveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says where the archive is, what is in it and how its runs went.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetArchiveStatusResponse> getArchiveStatus(
        dev.sluice.v1.GetArchiveStatusRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetArchiveStatusMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists what is in the archive, in the order of days and ids.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListArchivedResponse> listArchived(
        dev.sluice.v1.ListArchivedRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListArchivedMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Puts dead letters back as they were archived. One that is there already stays as it is.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.RestoreFromArchiveResponse> restoreFromArchive(
        dev.sluice.v1.RestoreFromArchiveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRestoreFromArchiveMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_START_ARCHIVE = 0;
  private static final int METHODID_GET_ARCHIVE_STATUS = 1;
  private static final int METHODID_LIST_ARCHIVED = 2;
  private static final int METHODID_RESTORE_FROM_ARCHIVE = 3;

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
        case METHODID_START_ARCHIVE:
          serviceImpl.startArchive((dev.sluice.v1.StartArchiveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.StartArchiveResponse>) responseObserver);
          break;
        case METHODID_GET_ARCHIVE_STATUS:
          serviceImpl.getArchiveStatus((dev.sluice.v1.GetArchiveStatusRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetArchiveStatusResponse>) responseObserver);
          break;
        case METHODID_LIST_ARCHIVED:
          serviceImpl.listArchived((dev.sluice.v1.ListArchivedRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListArchivedResponse>) responseObserver);
          break;
        case METHODID_RESTORE_FROM_ARCHIVE:
          serviceImpl.restoreFromArchive((dev.sluice.v1.RestoreFromArchiveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.RestoreFromArchiveResponse>) responseObserver);
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
          getStartArchiveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.StartArchiveRequest,
              dev.sluice.v1.StartArchiveResponse>(
                service, METHODID_START_ARCHIVE)))
        .addMethod(
          getGetArchiveStatusMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetArchiveStatusRequest,
              dev.sluice.v1.GetArchiveStatusResponse>(
                service, METHODID_GET_ARCHIVE_STATUS)))
        .addMethod(
          getListArchivedMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListArchivedRequest,
              dev.sluice.v1.ListArchivedResponse>(
                service, METHODID_LIST_ARCHIVED)))
        .addMethod(
          getRestoreFromArchiveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.RestoreFromArchiveRequest,
              dev.sluice.v1.RestoreFromArchiveResponse>(
                service, METHODID_RESTORE_FROM_ARCHIVE)))
        .build();
  }

  private static abstract class ArchiveServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ArchiveServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.ArchiveProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("ArchiveService");
    }
  }

  private static final class ArchiveServiceFileDescriptorSupplier
      extends ArchiveServiceBaseDescriptorSupplier {
    ArchiveServiceFileDescriptorSupplier() {}
  }

  private static final class ArchiveServiceMethodDescriptorSupplier
      extends ArchiveServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    ArchiveServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (ArchiveServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ArchiveServiceFileDescriptorSupplier())
              .addMethod(getStartArchiveMethod())
              .addMethod(getGetArchiveStatusMethod())
              .addMethod(getListArchivedMethod())
              .addMethod(getRestoreFromArchiveMethod())
              .build();
        }
      }
    }
    return result;
  }
}
