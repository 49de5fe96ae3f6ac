package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Parked events: find out why, fix, send on.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class DeadLetterServiceGrpc {

  private DeadLetterServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.DeadLetterService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListDeadLettersRequest,
      dev.sluice.v1.ListDeadLettersResponse> getListDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListDeadLetters",
      requestType = dev.sluice.v1.ListDeadLettersRequest.class,
      responseType = dev.sluice.v1.ListDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListDeadLettersRequest,
      dev.sluice.v1.ListDeadLettersResponse> getListDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListDeadLettersRequest, dev.sluice.v1.ListDeadLettersResponse> getListDeadLettersMethod;
    if ((getListDeadLettersMethod = DeadLetterServiceGrpc.getListDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getListDeadLettersMethod = DeadLetterServiceGrpc.getListDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getListDeadLettersMethod = getListDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListDeadLettersRequest, dev.sluice.v1.ListDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListDeadLetters"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ListDeadLetters"))
              .build();
        }
      }
    }
    return getListDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetDeadLetterRequest,
      dev.sluice.v1.GetDeadLetterResponse> getGetDeadLetterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetDeadLetter",
      requestType = dev.sluice.v1.GetDeadLetterRequest.class,
      responseType = dev.sluice.v1.GetDeadLetterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetDeadLetterRequest,
      dev.sluice.v1.GetDeadLetterResponse> getGetDeadLetterMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetDeadLetterRequest, dev.sluice.v1.GetDeadLetterResponse> getGetDeadLetterMethod;
    if ((getGetDeadLetterMethod = DeadLetterServiceGrpc.getGetDeadLetterMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getGetDeadLetterMethod = DeadLetterServiceGrpc.getGetDeadLetterMethod) == null) {
          DeadLetterServiceGrpc.getGetDeadLetterMethod = getGetDeadLetterMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetDeadLetterRequest, dev.sluice.v1.GetDeadLetterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetDeadLetter"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetDeadLetterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetDeadLetterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("GetDeadLetter"))
              .build();
        }
      }
    }
    return getGetDeadLetterMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListRevealsRequest,
      dev.sluice.v1.ListRevealsResponse> getListRevealsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListReveals",
      requestType = dev.sluice.v1.ListRevealsRequest.class,
      responseType = dev.sluice.v1.ListRevealsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListRevealsRequest,
      dev.sluice.v1.ListRevealsResponse> getListRevealsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListRevealsRequest, dev.sluice.v1.ListRevealsResponse> getListRevealsMethod;
    if ((getListRevealsMethod = DeadLetterServiceGrpc.getListRevealsMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getListRevealsMethod = DeadLetterServiceGrpc.getListRevealsMethod) == null) {
          DeadLetterServiceGrpc.getListRevealsMethod = getListRevealsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListRevealsRequest, dev.sluice.v1.ListRevealsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListReveals"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListRevealsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListRevealsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ListReveals"))
              .build();
        }
      }
    }
    return getListRevealsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListGroupsRequest,
      dev.sluice.v1.ListGroupsResponse> getListGroupsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListGroups",
      requestType = dev.sluice.v1.ListGroupsRequest.class,
      responseType = dev.sluice.v1.ListGroupsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListGroupsRequest,
      dev.sluice.v1.ListGroupsResponse> getListGroupsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListGroupsRequest, dev.sluice.v1.ListGroupsResponse> getListGroupsMethod;
    if ((getListGroupsMethod = DeadLetterServiceGrpc.getListGroupsMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getListGroupsMethod = DeadLetterServiceGrpc.getListGroupsMethod) == null) {
          DeadLetterServiceGrpc.getListGroupsMethod = getListGroupsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListGroupsRequest, dev.sluice.v1.ListGroupsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListGroups"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListGroupsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListGroupsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ListGroups"))
              .build();
        }
      }
    }
    return getListGroupsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.PreviewRetryRequest,
      dev.sluice.v1.PreviewRetryResponse> getPreviewRetryMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PreviewRetry",
      requestType = dev.sluice.v1.PreviewRetryRequest.class,
      responseType = dev.sluice.v1.PreviewRetryResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.PreviewRetryRequest,
      dev.sluice.v1.PreviewRetryResponse> getPreviewRetryMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.PreviewRetryRequest, dev.sluice.v1.PreviewRetryResponse> getPreviewRetryMethod;
    if ((getPreviewRetryMethod = DeadLetterServiceGrpc.getPreviewRetryMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getPreviewRetryMethod = DeadLetterServiceGrpc.getPreviewRetryMethod) == null) {
          DeadLetterServiceGrpc.getPreviewRetryMethod = getPreviewRetryMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.PreviewRetryRequest, dev.sluice.v1.PreviewRetryResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PreviewRetry"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PreviewRetryRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PreviewRetryResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("PreviewRetry"))
              .build();
        }
      }
    }
    return getPreviewRetryMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchPreviewRequest,
      dev.sluice.v1.WatchPreviewResponse> getWatchPreviewMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchPreview",
      requestType = dev.sluice.v1.WatchPreviewRequest.class,
      responseType = dev.sluice.v1.WatchPreviewResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchPreviewRequest,
      dev.sluice.v1.WatchPreviewResponse> getWatchPreviewMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchPreviewRequest, dev.sluice.v1.WatchPreviewResponse> getWatchPreviewMethod;
    if ((getWatchPreviewMethod = DeadLetterServiceGrpc.getWatchPreviewMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getWatchPreviewMethod = DeadLetterServiceGrpc.getWatchPreviewMethod) == null) {
          DeadLetterServiceGrpc.getWatchPreviewMethod = getWatchPreviewMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchPreviewRequest, dev.sluice.v1.WatchPreviewResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchPreview"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchPreviewRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchPreviewResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("WatchPreview"))
              .build();
        }
      }
    }
    return getWatchPreviewMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.RetryDeadLettersRequest,
      dev.sluice.v1.RetryDeadLettersResponse> getRetryDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RetryDeadLetters",
      requestType = dev.sluice.v1.RetryDeadLettersRequest.class,
      responseType = dev.sluice.v1.RetryDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.RetryDeadLettersRequest,
      dev.sluice.v1.RetryDeadLettersResponse> getRetryDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.RetryDeadLettersRequest, dev.sluice.v1.RetryDeadLettersResponse> getRetryDeadLettersMethod;
    if ((getRetryDeadLettersMethod = DeadLetterServiceGrpc.getRetryDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getRetryDeadLettersMethod = DeadLetterServiceGrpc.getRetryDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getRetryDeadLettersMethod = getRetryDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.RetryDeadLettersRequest, dev.sluice.v1.RetryDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RetryDeadLetters"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RetryDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RetryDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("RetryDeadLetters"))
              .build();
        }
      }
    }
    return getRetryDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListRedrivesRequest,
      dev.sluice.v1.ListRedrivesResponse> getListRedrivesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListRedrives",
      requestType = dev.sluice.v1.ListRedrivesRequest.class,
      responseType = dev.sluice.v1.ListRedrivesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListRedrivesRequest,
      dev.sluice.v1.ListRedrivesResponse> getListRedrivesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListRedrivesRequest, dev.sluice.v1.ListRedrivesResponse> getListRedrivesMethod;
    if ((getListRedrivesMethod = DeadLetterServiceGrpc.getListRedrivesMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getListRedrivesMethod = DeadLetterServiceGrpc.getListRedrivesMethod) == null) {
          DeadLetterServiceGrpc.getListRedrivesMethod = getListRedrivesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListRedrivesRequest, dev.sluice.v1.ListRedrivesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListRedrives"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListRedrivesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListRedrivesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ListRedrives"))
              .build();
        }
      }
    }
    return getListRedrivesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetRedriveRequest,
      dev.sluice.v1.GetRedriveResponse> getGetRedriveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetRedrive",
      requestType = dev.sluice.v1.GetRedriveRequest.class,
      responseType = dev.sluice.v1.GetRedriveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetRedriveRequest,
      dev.sluice.v1.GetRedriveResponse> getGetRedriveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetRedriveRequest, dev.sluice.v1.GetRedriveResponse> getGetRedriveMethod;
    if ((getGetRedriveMethod = DeadLetterServiceGrpc.getGetRedriveMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getGetRedriveMethod = DeadLetterServiceGrpc.getGetRedriveMethod) == null) {
          DeadLetterServiceGrpc.getGetRedriveMethod = getGetRedriveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetRedriveRequest, dev.sluice.v1.GetRedriveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetRedrive"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetRedriveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetRedriveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("GetRedrive"))
              .build();
        }
      }
    }
    return getGetRedriveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchRedriveRequest,
      dev.sluice.v1.WatchRedriveResponse> getWatchRedriveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchRedrive",
      requestType = dev.sluice.v1.WatchRedriveRequest.class,
      responseType = dev.sluice.v1.WatchRedriveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchRedriveRequest,
      dev.sluice.v1.WatchRedriveResponse> getWatchRedriveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchRedriveRequest, dev.sluice.v1.WatchRedriveResponse> getWatchRedriveMethod;
    if ((getWatchRedriveMethod = DeadLetterServiceGrpc.getWatchRedriveMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getWatchRedriveMethod = DeadLetterServiceGrpc.getWatchRedriveMethod) == null) {
          DeadLetterServiceGrpc.getWatchRedriveMethod = getWatchRedriveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchRedriveRequest, dev.sluice.v1.WatchRedriveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchRedrive"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchRedriveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchRedriveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("WatchRedrive"))
              .build();
        }
      }
    }
    return getWatchRedriveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.PauseRedriveRequest,
      dev.sluice.v1.PauseRedriveResponse> getPauseRedriveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PauseRedrive",
      requestType = dev.sluice.v1.PauseRedriveRequest.class,
      responseType = dev.sluice.v1.PauseRedriveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.PauseRedriveRequest,
      dev.sluice.v1.PauseRedriveResponse> getPauseRedriveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.PauseRedriveRequest, dev.sluice.v1.PauseRedriveResponse> getPauseRedriveMethod;
    if ((getPauseRedriveMethod = DeadLetterServiceGrpc.getPauseRedriveMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getPauseRedriveMethod = DeadLetterServiceGrpc.getPauseRedriveMethod) == null) {
          DeadLetterServiceGrpc.getPauseRedriveMethod = getPauseRedriveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.PauseRedriveRequest, dev.sluice.v1.PauseRedriveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PauseRedrive"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PauseRedriveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PauseRedriveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("PauseRedrive"))
              .build();
        }
      }
    }
    return getPauseRedriveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ResumeRedriveRequest,
      dev.sluice.v1.ResumeRedriveResponse> getResumeRedriveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResumeRedrive",
      requestType = dev.sluice.v1.ResumeRedriveRequest.class,
      responseType = dev.sluice.v1.ResumeRedriveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ResumeRedriveRequest,
      dev.sluice.v1.ResumeRedriveResponse> getResumeRedriveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ResumeRedriveRequest, dev.sluice.v1.ResumeRedriveResponse> getResumeRedriveMethod;
    if ((getResumeRedriveMethod = DeadLetterServiceGrpc.getResumeRedriveMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getResumeRedriveMethod = DeadLetterServiceGrpc.getResumeRedriveMethod) == null) {
          DeadLetterServiceGrpc.getResumeRedriveMethod = getResumeRedriveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ResumeRedriveRequest, dev.sluice.v1.ResumeRedriveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResumeRedrive"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ResumeRedriveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ResumeRedriveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ResumeRedrive"))
              .build();
        }
      }
    }
    return getResumeRedriveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.CancelRedriveRequest,
      dev.sluice.v1.CancelRedriveResponse> getCancelRedriveMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelRedrive",
      requestType = dev.sluice.v1.CancelRedriveRequest.class,
      responseType = dev.sluice.v1.CancelRedriveResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.CancelRedriveRequest,
      dev.sluice.v1.CancelRedriveResponse> getCancelRedriveMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.CancelRedriveRequest, dev.sluice.v1.CancelRedriveResponse> getCancelRedriveMethod;
    if ((getCancelRedriveMethod = DeadLetterServiceGrpc.getCancelRedriveMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getCancelRedriveMethod = DeadLetterServiceGrpc.getCancelRedriveMethod) == null) {
          DeadLetterServiceGrpc.getCancelRedriveMethod = getCancelRedriveMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.CancelRedriveRequest, dev.sluice.v1.CancelRedriveResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelRedrive"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CancelRedriveRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CancelRedriveResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("CancelRedrive"))
              .build();
        }
      }
    }
    return getCancelRedriveMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetLineageRequest,
      dev.sluice.v1.GetLineageResponse> getGetLineageMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetLineage",
      requestType = dev.sluice.v1.GetLineageRequest.class,
      responseType = dev.sluice.v1.GetLineageResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetLineageRequest,
      dev.sluice.v1.GetLineageResponse> getGetLineageMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetLineageRequest, dev.sluice.v1.GetLineageResponse> getGetLineageMethod;
    if ((getGetLineageMethod = DeadLetterServiceGrpc.getGetLineageMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getGetLineageMethod = DeadLetterServiceGrpc.getGetLineageMethod) == null) {
          DeadLetterServiceGrpc.getGetLineageMethod = getGetLineageMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetLineageRequest, dev.sluice.v1.GetLineageResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetLineage"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetLineageRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetLineageResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("GetLineage"))
              .build();
        }
      }
    }
    return getGetLineageMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetSchemaImpactRequest,
      dev.sluice.v1.GetSchemaImpactResponse> getGetSchemaImpactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSchemaImpact",
      requestType = dev.sluice.v1.GetSchemaImpactRequest.class,
      responseType = dev.sluice.v1.GetSchemaImpactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetSchemaImpactRequest,
      dev.sluice.v1.GetSchemaImpactResponse> getGetSchemaImpactMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetSchemaImpactRequest, dev.sluice.v1.GetSchemaImpactResponse> getGetSchemaImpactMethod;
    if ((getGetSchemaImpactMethod = DeadLetterServiceGrpc.getGetSchemaImpactMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getGetSchemaImpactMethod = DeadLetterServiceGrpc.getGetSchemaImpactMethod) == null) {
          DeadLetterServiceGrpc.getGetSchemaImpactMethod = getGetSchemaImpactMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetSchemaImpactRequest, dev.sluice.v1.GetSchemaImpactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSchemaImpact"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetSchemaImpactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetSchemaImpactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("GetSchemaImpact"))
              .build();
        }
      }
    }
    return getGetSchemaImpactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchSchemaImpactRequest,
      dev.sluice.v1.WatchSchemaImpactResponse> getWatchSchemaImpactMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchSchemaImpact",
      requestType = dev.sluice.v1.WatchSchemaImpactRequest.class,
      responseType = dev.sluice.v1.WatchSchemaImpactResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchSchemaImpactRequest,
      dev.sluice.v1.WatchSchemaImpactResponse> getWatchSchemaImpactMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchSchemaImpactRequest, dev.sluice.v1.WatchSchemaImpactResponse> getWatchSchemaImpactMethod;
    if ((getWatchSchemaImpactMethod = DeadLetterServiceGrpc.getWatchSchemaImpactMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getWatchSchemaImpactMethod = DeadLetterServiceGrpc.getWatchSchemaImpactMethod) == null) {
          DeadLetterServiceGrpc.getWatchSchemaImpactMethod = getWatchSchemaImpactMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchSchemaImpactRequest, dev.sluice.v1.WatchSchemaImpactResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchSchemaImpact"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchSchemaImpactRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchSchemaImpactResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("WatchSchemaImpact"))
              .build();
        }
      }
    }
    return getWatchSchemaImpactMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListReexaminationsRequest,
      dev.sluice.v1.ListReexaminationsResponse> getListReexaminationsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListReexaminations",
      requestType = dev.sluice.v1.ListReexaminationsRequest.class,
      responseType = dev.sluice.v1.ListReexaminationsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListReexaminationsRequest,
      dev.sluice.v1.ListReexaminationsResponse> getListReexaminationsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListReexaminationsRequest, dev.sluice.v1.ListReexaminationsResponse> getListReexaminationsMethod;
    if ((getListReexaminationsMethod = DeadLetterServiceGrpc.getListReexaminationsMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getListReexaminationsMethod = DeadLetterServiceGrpc.getListReexaminationsMethod) == null) {
          DeadLetterServiceGrpc.getListReexaminationsMethod = getListReexaminationsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListReexaminationsRequest, dev.sluice.v1.ListReexaminationsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListReexaminations"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListReexaminationsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListReexaminationsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ListReexaminations"))
              .build();
        }
      }
    }
    return getListReexaminationsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.EditAndRetryRequest,
      dev.sluice.v1.EditAndRetryResponse> getEditAndRetryMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "EditAndRetry",
      requestType = dev.sluice.v1.EditAndRetryRequest.class,
      responseType = dev.sluice.v1.EditAndRetryResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.EditAndRetryRequest,
      dev.sluice.v1.EditAndRetryResponse> getEditAndRetryMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.EditAndRetryRequest, dev.sluice.v1.EditAndRetryResponse> getEditAndRetryMethod;
    if ((getEditAndRetryMethod = DeadLetterServiceGrpc.getEditAndRetryMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getEditAndRetryMethod = DeadLetterServiceGrpc.getEditAndRetryMethod) == null) {
          DeadLetterServiceGrpc.getEditAndRetryMethod = getEditAndRetryMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.EditAndRetryRequest, dev.sluice.v1.EditAndRetryResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "EditAndRetry"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.EditAndRetryRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.EditAndRetryResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("EditAndRetry"))
              .build();
        }
      }
    }
    return getEditAndRetryMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ResolveDeadLettersRequest,
      dev.sluice.v1.ResolveDeadLettersResponse> getResolveDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResolveDeadLetters",
      requestType = dev.sluice.v1.ResolveDeadLettersRequest.class,
      responseType = dev.sluice.v1.ResolveDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ResolveDeadLettersRequest,
      dev.sluice.v1.ResolveDeadLettersResponse> getResolveDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ResolveDeadLettersRequest, dev.sluice.v1.ResolveDeadLettersResponse> getResolveDeadLettersMethod;
    if ((getResolveDeadLettersMethod = DeadLetterServiceGrpc.getResolveDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getResolveDeadLettersMethod = DeadLetterServiceGrpc.getResolveDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getResolveDeadLettersMethod = getResolveDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ResolveDeadLettersRequest, dev.sluice.v1.ResolveDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResolveDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ResolveDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ResolveDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ResolveDeadLetters"))
              .build();
        }
      }
    }
    return getResolveDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DiscardDeadLettersRequest,
      dev.sluice.v1.DiscardDeadLettersResponse> getDiscardDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DiscardDeadLetters",
      requestType = dev.sluice.v1.DiscardDeadLettersRequest.class,
      responseType = dev.sluice.v1.DiscardDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DiscardDeadLettersRequest,
      dev.sluice.v1.DiscardDeadLettersResponse> getDiscardDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DiscardDeadLettersRequest, dev.sluice.v1.DiscardDeadLettersResponse> getDiscardDeadLettersMethod;
    if ((getDiscardDeadLettersMethod = DeadLetterServiceGrpc.getDiscardDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getDiscardDeadLettersMethod = DeadLetterServiceGrpc.getDiscardDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getDiscardDeadLettersMethod = getDiscardDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DiscardDeadLettersRequest, dev.sluice.v1.DiscardDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DiscardDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DiscardDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DiscardDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("DiscardDeadLetters"))
              .build();
        }
      }
    }
    return getDiscardDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.RestoreDeadLettersRequest,
      dev.sluice.v1.RestoreDeadLettersResponse> getRestoreDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RestoreDeadLetters",
      requestType = dev.sluice.v1.RestoreDeadLettersRequest.class,
      responseType = dev.sluice.v1.RestoreDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.RestoreDeadLettersRequest,
      dev.sluice.v1.RestoreDeadLettersResponse> getRestoreDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.RestoreDeadLettersRequest, dev.sluice.v1.RestoreDeadLettersResponse> getRestoreDeadLettersMethod;
    if ((getRestoreDeadLettersMethod = DeadLetterServiceGrpc.getRestoreDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getRestoreDeadLettersMethod = DeadLetterServiceGrpc.getRestoreDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getRestoreDeadLettersMethod = getRestoreDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.RestoreDeadLettersRequest, dev.sluice.v1.RestoreDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RestoreDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RestoreDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RestoreDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("RestoreDeadLetters"))
              .build();
        }
      }
    }
    return getRestoreDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.AnnotateDeadLettersRequest,
      dev.sluice.v1.AnnotateDeadLettersResponse> getAnnotateDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AnnotateDeadLetters",
      requestType = dev.sluice.v1.AnnotateDeadLettersRequest.class,
      responseType = dev.sluice.v1.AnnotateDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.AnnotateDeadLettersRequest,
      dev.sluice.v1.AnnotateDeadLettersResponse> getAnnotateDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.AnnotateDeadLettersRequest, dev.sluice.v1.AnnotateDeadLettersResponse> getAnnotateDeadLettersMethod;
    if ((getAnnotateDeadLettersMethod = DeadLetterServiceGrpc.getAnnotateDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getAnnotateDeadLettersMethod = DeadLetterServiceGrpc.getAnnotateDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getAnnotateDeadLettersMethod = getAnnotateDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.AnnotateDeadLettersRequest, dev.sluice.v1.AnnotateDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AnnotateDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.AnnotateDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.AnnotateDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("AnnotateDeadLetters"))
              .build();
        }
      }
    }
    return getAnnotateDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.AssignDeadLettersRequest,
      dev.sluice.v1.AssignDeadLettersResponse> getAssignDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AssignDeadLetters",
      requestType = dev.sluice.v1.AssignDeadLettersRequest.class,
      responseType = dev.sluice.v1.AssignDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.AssignDeadLettersRequest,
      dev.sluice.v1.AssignDeadLettersResponse> getAssignDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.AssignDeadLettersRequest, dev.sluice.v1.AssignDeadLettersResponse> getAssignDeadLettersMethod;
    if ((getAssignDeadLettersMethod = DeadLetterServiceGrpc.getAssignDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getAssignDeadLettersMethod = DeadLetterServiceGrpc.getAssignDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getAssignDeadLettersMethod = getAssignDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.AssignDeadLettersRequest, dev.sluice.v1.AssignDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AssignDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.AssignDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.AssignDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("AssignDeadLetters"))
              .build();
        }
      }
    }
    return getAssignDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SnoozeDeadLettersRequest,
      dev.sluice.v1.SnoozeDeadLettersResponse> getSnoozeDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SnoozeDeadLetters",
      requestType = dev.sluice.v1.SnoozeDeadLettersRequest.class,
      responseType = dev.sluice.v1.SnoozeDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SnoozeDeadLettersRequest,
      dev.sluice.v1.SnoozeDeadLettersResponse> getSnoozeDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SnoozeDeadLettersRequest, dev.sluice.v1.SnoozeDeadLettersResponse> getSnoozeDeadLettersMethod;
    if ((getSnoozeDeadLettersMethod = DeadLetterServiceGrpc.getSnoozeDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getSnoozeDeadLettersMethod = DeadLetterServiceGrpc.getSnoozeDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getSnoozeDeadLettersMethod = getSnoozeDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SnoozeDeadLettersRequest, dev.sluice.v1.SnoozeDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SnoozeDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SnoozeDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SnoozeDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("SnoozeDeadLetters"))
              .build();
        }
      }
    }
    return getSnoozeDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.HoldDeadLettersRequest,
      dev.sluice.v1.HoldDeadLettersResponse> getHoldDeadLettersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "HoldDeadLetters",
      requestType = dev.sluice.v1.HoldDeadLettersRequest.class,
      responseType = dev.sluice.v1.HoldDeadLettersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.HoldDeadLettersRequest,
      dev.sluice.v1.HoldDeadLettersResponse> getHoldDeadLettersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.HoldDeadLettersRequest, dev.sluice.v1.HoldDeadLettersResponse> getHoldDeadLettersMethod;
    if ((getHoldDeadLettersMethod = DeadLetterServiceGrpc.getHoldDeadLettersMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getHoldDeadLettersMethod = DeadLetterServiceGrpc.getHoldDeadLettersMethod) == null) {
          DeadLetterServiceGrpc.getHoldDeadLettersMethod = getHoldDeadLettersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.HoldDeadLettersRequest, dev.sluice.v1.HoldDeadLettersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "HoldDeadLetters"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.HoldDeadLettersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.HoldDeadLettersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("HoldDeadLetters"))
              .build();
        }
      }
    }
    return getHoldDeadLettersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ReportDeadLetterRequest,
      dev.sluice.v1.ReportDeadLetterResponse> getReportDeadLetterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReportDeadLetter",
      requestType = dev.sluice.v1.ReportDeadLetterRequest.class,
      responseType = dev.sluice.v1.ReportDeadLetterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ReportDeadLetterRequest,
      dev.sluice.v1.ReportDeadLetterResponse> getReportDeadLetterMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ReportDeadLetterRequest, dev.sluice.v1.ReportDeadLetterResponse> getReportDeadLetterMethod;
    if ((getReportDeadLetterMethod = DeadLetterServiceGrpc.getReportDeadLetterMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getReportDeadLetterMethod = DeadLetterServiceGrpc.getReportDeadLetterMethod) == null) {
          DeadLetterServiceGrpc.getReportDeadLetterMethod = getReportDeadLetterMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ReportDeadLetterRequest, dev.sluice.v1.ReportDeadLetterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReportDeadLetter"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ReportDeadLetterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ReportDeadLetterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("ReportDeadLetter"))
              .build();
        }
      }
    }
    return getReportDeadLetterMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetDeadLetterStatsRequest,
      dev.sluice.v1.GetDeadLetterStatsResponse> getGetDeadLetterStatsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetDeadLetterStats",
      requestType = dev.sluice.v1.GetDeadLetterStatsRequest.class,
      responseType = dev.sluice.v1.GetDeadLetterStatsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetDeadLetterStatsRequest,
      dev.sluice.v1.GetDeadLetterStatsResponse> getGetDeadLetterStatsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetDeadLetterStatsRequest, dev.sluice.v1.GetDeadLetterStatsResponse> getGetDeadLetterStatsMethod;
    if ((getGetDeadLetterStatsMethod = DeadLetterServiceGrpc.getGetDeadLetterStatsMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getGetDeadLetterStatsMethod = DeadLetterServiceGrpc.getGetDeadLetterStatsMethod) == null) {
          DeadLetterServiceGrpc.getGetDeadLetterStatsMethod = getGetDeadLetterStatsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetDeadLetterStatsRequest, dev.sluice.v1.GetDeadLetterStatsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetDeadLetterStats"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetDeadLetterStatsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetDeadLetterStatsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("GetDeadLetterStats"))
              .build();
        }
      }
    }
    return getGetDeadLetterStatsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchDeadLetterStatsRequest,
      dev.sluice.v1.WatchDeadLetterStatsResponse> getWatchDeadLetterStatsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchDeadLetterStats",
      requestType = dev.sluice.v1.WatchDeadLetterStatsRequest.class,
      responseType = dev.sluice.v1.WatchDeadLetterStatsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchDeadLetterStatsRequest,
      dev.sluice.v1.WatchDeadLetterStatsResponse> getWatchDeadLetterStatsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchDeadLetterStatsRequest, dev.sluice.v1.WatchDeadLetterStatsResponse> getWatchDeadLetterStatsMethod;
    if ((getWatchDeadLetterStatsMethod = DeadLetterServiceGrpc.getWatchDeadLetterStatsMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getWatchDeadLetterStatsMethod = DeadLetterServiceGrpc.getWatchDeadLetterStatsMethod) == null) {
          DeadLetterServiceGrpc.getWatchDeadLetterStatsMethod = getWatchDeadLetterStatsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchDeadLetterStatsRequest, dev.sluice.v1.WatchDeadLetterStatsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchDeadLetterStats"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchDeadLetterStatsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchDeadLetterStatsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("WatchDeadLetterStats"))
              .build();
        }
      }
    }
    return getWatchDeadLetterStatsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetGroupStateRequest,
      dev.sluice.v1.SetGroupStateResponse> getSetGroupStateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetGroupState",
      requestType = dev.sluice.v1.SetGroupStateRequest.class,
      responseType = dev.sluice.v1.SetGroupStateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetGroupStateRequest,
      dev.sluice.v1.SetGroupStateResponse> getSetGroupStateMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetGroupStateRequest, dev.sluice.v1.SetGroupStateResponse> getSetGroupStateMethod;
    if ((getSetGroupStateMethod = DeadLetterServiceGrpc.getSetGroupStateMethod) == null) {
      synchronized (DeadLetterServiceGrpc.class) {
        if ((getSetGroupStateMethod = DeadLetterServiceGrpc.getSetGroupStateMethod) == null) {
          DeadLetterServiceGrpc.getSetGroupStateMethod = getSetGroupStateMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetGroupStateRequest, dev.sluice.v1.SetGroupStateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetGroupState"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetGroupStateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetGroupStateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new DeadLetterServiceMethodDescriptorSupplier("SetGroupState"))
              .build();
        }
      }
    }
    return getSetGroupStateMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static DeadLetterServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceStub>() {
        @java.lang.Override
        public DeadLetterServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DeadLetterServiceStub(channel, callOptions);
        }
      };
    return DeadLetterServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static DeadLetterServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceBlockingV2Stub>() {
        @java.lang.Override
        public DeadLetterServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DeadLetterServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return DeadLetterServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static DeadLetterServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceBlockingStub>() {
        @java.lang.Override
        public DeadLetterServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DeadLetterServiceBlockingStub(channel, callOptions);
        }
      };
    return DeadLetterServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static DeadLetterServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<DeadLetterServiceFutureStub>() {
        @java.lang.Override
        public DeadLetterServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new DeadLetterServiceFutureStub(channel, callOptions);
        }
      };
    return DeadLetterServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Parked events: find out why, fix, send on.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists dead letters, newest first.
     * </pre>
     */
    default void listDeadLetters(dev.sluice.v1.ListDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads one dead letter with its payload and attempts. With `reveal` that is recorded, so it is no call without effects.
     * </pre>
     */
    default void getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetDeadLetterMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists who had payloads revealed, newest first.
     * </pre>
     */
    default void listReveals(dev.sluice.v1.ListRevealsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListRevealsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRevealsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists groups of dead letters with the same cause, most open ones first.
     * </pre>
     */
    default void listGroups(dev.sluice.v1.ListGroupsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListGroupsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListGroupsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what a retry would do, with today's schemas or with a candidate, and hands out the plan that RetryDeadLetters
     * has to quote. Changes nothing. Examines up to `limit` dead letters; WatchPreview examines all of them.
     * </pre>
     */
    default void previewRetry(dev.sluice.v1.PreviewRetryRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRetryResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPreviewRetryMethod(), responseObserver);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole preview. Without `limit` everything
     * that is selected is examined. Ending the call ends the work.
     * </pre>
     */
    default void watchPreview(dev.sluice.v1.WatchPreviewRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchPreviewResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchPreviewMethod(), responseObserver);
    }

    /**
     * <pre>
     * Starts a redrive of what a plan previewed: checks each dead letter again and publishes those that pass. Answers when the
     * redrive is done, or after `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended. A plan and a request id start one redrive each: the same call again
     * answers that.
     * </pre>
     */
    default void retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RetryDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRetryDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists redrives, newest first. They are never deleted.
     * </pre>
     */
    default void listRedrives(dev.sluice.v1.ListRedrivesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListRedrivesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRedrivesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the progress of a redrive.
     * </pre>
     */
    default void getRedrive(dev.sluice.v1.GetRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetRedriveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the progress of a redrive until it ends. One that is paused or holds after its canary is followed further.
     * </pre>
     */
    default void watchRedrive(dev.sluice.v1.WatchRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchRedriveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops a redrive after the batch at hand; ResumeRedrive lets it go on. Fails with REDRIVE_STATE when it has ended.
     * </pre>
     */
    default void pauseRedrive(dev.sluice.v1.PauseRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PauseRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPauseRedriveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lets a paused redrive go on, and one that holds after its canary go on with the rest.
     * </pre>
     */
    default void resumeRedrive(dev.sluice.v1.ResumeRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ResumeRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResumeRedriveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends a redrive after the batch at hand. One that has ended already stays as it is.
     * </pre>
     */
    default void cancelRedrive(dev.sluice.v1.CancelRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CancelRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelRedriveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says where the event of a redriven dead letter comes from: its parent, the redrive, who asked for it, what was
     * edited. Kept for ever, also when the dead letter is not.
     * </pre>
     */
    default void getLineage(dev.sluice.v1.GetLineageRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetLineageResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetLineageMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what a registered or proposed schema would do: how many open dead letters of the subject it accepts, by group, and
     * how many recently accepted events it rejects. Examines up to `limit` of both; WatchSchemaImpact examines all.
     * </pre>
     */
    default void getSchemaImpact(dev.sluice.v1.GetSchemaImpactRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetSchemaImpactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSchemaImpactMethod(), responseObserver);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole impact. Ending the call ends the work.
     * </pre>
     */
    default void watchSchemaImpact(dev.sluice.v1.WatchSchemaImpactRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchSchemaImpactResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchSchemaImpactMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists what was found when open dead letters were examined again since their subject got a new version, newest first.
     * </pre>
     */
    default void listReexaminations(dev.sluice.v1.ListReexaminationsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListReexaminationsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListReexaminationsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Redrives one dead letter with another payload. The original stays as it is. One that waits behind another of its key is
     * refused with DEAD_LETTER_STATE.
     * </pre>
     */
    default void editAndRetry(dev.sluice.v1.EditAndRetryRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.EditAndRetryResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getEditAndRetryMethod(), responseObserver);
    }

    /**
     * <pre>
     * Closes dead letters that were dealt with elsewhere.
     * </pre>
     */
    default void resolveDeadLetters(dev.sluice.v1.ResolveDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ResolveDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResolveDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Closes dead letters that nobody needs. They can be restored.
     * </pre>
     */
    default void discardDeadLetters(dev.sluice.v1.DiscardDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DiscardDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDiscardDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Opens resolved or discarded dead letters again.
     * </pre>
     */
    default void restoreDeadLetters(dev.sluice.v1.RestoreDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RestoreDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRestoreDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Adds a note to dead letters, in any state.
     * </pre>
     */
    default void annotateDeadLetters(dev.sluice.v1.AnnotateDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.AnnotateDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAnnotateDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says who cares for dead letters.
     * </pre>
     */
    default void assignDeadLetters(dev.sluice.v1.AssignDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.AssignDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAssignDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Leaves open dead letters out of lists until a time; then they are back by themselves.
     * </pre>
     */
    default void snoozeDeadLetters(dev.sluice.v1.SnoozeDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SnoozeDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSnoozeDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Holds dead letters, or releases them: what is held is neither discarded nor deleted, however old it is.
     * </pre>
     */
    default void holdDeadLetters(dev.sluice.v1.HoldDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.HoldDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getHoldDeadLettersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Parks an event that a consumer could not process.
     * </pre>
     */
    default void reportDeadLetter(dev.sluice.v1.ReportDeadLetterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ReportDeadLetterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReportDeadLetterMethod(), responseObserver);
    }

    /**
     * <pre>
     * Backlog, rates and ages.
     * </pre>
     */
    default void getDeadLetterStats(dev.sluice.v1.GetDeadLetterStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterStatsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetDeadLetterStatsMethod(), responseObserver);
    }

    /**
     * <pre>
     * The same again and again.
     * </pre>
     */
    default void watchDeadLetterStats(dev.sluice.v1.WatchDeadLetterStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchDeadLetterStatsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchDeadLetterStatsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what is to become of a group: its state, for people and alerts. Its dead letters stay as they are.
     * </pre>
     */
    default void setGroupState(dev.sluice.v1.SetGroupStateRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetGroupStateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetGroupStateMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service DeadLetterService.
   * <pre>
   * Parked events: find out why, fix, send on.
   * </pre>
   */
  public static abstract class DeadLetterServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return DeadLetterServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service DeadLetterService.
   * <pre>
   * Parked events: find out why, fix, send on.
   * </pre>
   */
  public static final class DeadLetterServiceStub
      extends io.grpc.stub.AbstractAsyncStub<DeadLetterServiceStub> {
    private DeadLetterServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DeadLetterServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DeadLetterServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists dead letters, newest first.
     * </pre>
     */
    public void listDeadLetters(dev.sluice.v1.ListDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads one dead letter with its payload and attempts. With `reveal` that is recorded, so it is no call without effects.
     * </pre>
     */
    public void getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetDeadLetterMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists who had payloads revealed, newest first.
     * </pre>
     */
    public void listReveals(dev.sluice.v1.ListRevealsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListRevealsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRevealsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists groups of dead letters with the same cause, most open ones first.
     * </pre>
     */
    public void listGroups(dev.sluice.v1.ListGroupsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListGroupsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListGroupsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what a retry would do, with today's schemas or with a candidate, and hands out the plan that RetryDeadLetters
     * has to quote. Changes nothing. Examines up to `limit` dead letters; WatchPreview examines all of them.
     * </pre>
     */
    public void previewRetry(dev.sluice.v1.PreviewRetryRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRetryResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPreviewRetryMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole preview. Without `limit` everything
     * that is selected is examined. Ending the call ends the work.
     * </pre>
     */
    public void watchPreview(dev.sluice.v1.WatchPreviewRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchPreviewResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchPreviewMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Starts a redrive of what a plan previewed: checks each dead letter again and publishes those that pass. Answers when the
     * redrive is done, or after `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended. A plan and a request id start one redrive each: the same call again
     * answers that.
     * </pre>
     */
    public void retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RetryDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRetryDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists redrives, newest first. They are never deleted.
     * </pre>
     */
    public void listRedrives(dev.sluice.v1.ListRedrivesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListRedrivesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRedrivesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the progress of a redrive.
     * </pre>
     */
    public void getRedrive(dev.sluice.v1.GetRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetRedriveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the progress of a redrive until it ends. One that is paused or holds after its canary is followed further.
     * </pre>
     */
    public void watchRedrive(dev.sluice.v1.WatchRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchRedriveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops a redrive after the batch at hand; ResumeRedrive lets it go on. Fails with REDRIVE_STATE when it has ended.
     * </pre>
     */
    public void pauseRedrive(dev.sluice.v1.PauseRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PauseRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPauseRedriveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lets a paused redrive go on, and one that holds after its canary go on with the rest.
     * </pre>
     */
    public void resumeRedrive(dev.sluice.v1.ResumeRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ResumeRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResumeRedriveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends a redrive after the batch at hand. One that has ended already stays as it is.
     * </pre>
     */
    public void cancelRedrive(dev.sluice.v1.CancelRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CancelRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelRedriveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says where the event of a redriven dead letter comes from: its parent, the redrive, who asked for it, what was
     * edited. Kept for ever, also when the dead letter is not.
     * </pre>
     */
    public void getLineage(dev.sluice.v1.GetLineageRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetLineageResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetLineageMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what a registered or proposed schema would do: how many open dead letters of the subject it accepts, by group, and
     * how many recently accepted events it rejects. Examines up to `limit` of both; WatchSchemaImpact examines all.
     * </pre>
     */
    public void getSchemaImpact(dev.sluice.v1.GetSchemaImpactRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetSchemaImpactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSchemaImpactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole impact. Ending the call ends the work.
     * </pre>
     */
    public void watchSchemaImpact(dev.sluice.v1.WatchSchemaImpactRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchSchemaImpactResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchSchemaImpactMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists what was found when open dead letters were examined again since their subject got a new version, newest first.
     * </pre>
     */
    public void listReexaminations(dev.sluice.v1.ListReexaminationsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListReexaminationsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListReexaminationsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Redrives one dead letter with another payload. The original stays as it is. One that waits behind another of its key is
     * refused with DEAD_LETTER_STATE.
     * </pre>
     */
    public void editAndRetry(dev.sluice.v1.EditAndRetryRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.EditAndRetryResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getEditAndRetryMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Closes dead letters that were dealt with elsewhere.
     * </pre>
     */
    public void resolveDeadLetters(dev.sluice.v1.ResolveDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ResolveDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResolveDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Closes dead letters that nobody needs. They can be restored.
     * </pre>
     */
    public void discardDeadLetters(dev.sluice.v1.DiscardDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DiscardDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDiscardDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Opens resolved or discarded dead letters again.
     * </pre>
     */
    public void restoreDeadLetters(dev.sluice.v1.RestoreDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RestoreDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRestoreDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Adds a note to dead letters, in any state.
     * </pre>
     */
    public void annotateDeadLetters(dev.sluice.v1.AnnotateDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.AnnotateDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAnnotateDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says who cares for dead letters.
     * </pre>
     */
    public void assignDeadLetters(dev.sluice.v1.AssignDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.AssignDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAssignDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Leaves open dead letters out of lists until a time; then they are back by themselves.
     * </pre>
     */
    public void snoozeDeadLetters(dev.sluice.v1.SnoozeDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SnoozeDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSnoozeDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Holds dead letters, or releases them: what is held is neither discarded nor deleted, however old it is.
     * </pre>
     */
    public void holdDeadLetters(dev.sluice.v1.HoldDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.HoldDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getHoldDeadLettersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Parks an event that a consumer could not process.
     * </pre>
     */
    public void reportDeadLetter(dev.sluice.v1.ReportDeadLetterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ReportDeadLetterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReportDeadLetterMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Backlog, rates and ages.
     * </pre>
     */
    public void getDeadLetterStats(dev.sluice.v1.GetDeadLetterStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterStatsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetDeadLetterStatsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The same again and again.
     * </pre>
     */
    public void watchDeadLetterStats(dev.sluice.v1.WatchDeadLetterStatsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchDeadLetterStatsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchDeadLetterStatsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what is to become of a group: its state, for people and alerts. Its dead letters stay as they are.
     * </pre>
     */
    public void setGroupState(dev.sluice.v1.SetGroupStateRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetGroupStateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetGroupStateMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service DeadLetterService.
   * <pre>
   * Parked events: find out why, fix, send on.
   * </pre>
   */
  public static final class DeadLetterServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<DeadLetterServiceBlockingV2Stub> {
    private DeadLetterServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DeadLetterServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DeadLetterServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists dead letters, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListDeadLettersResponse listDeadLetters(dev.sluice.v1.ListDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one dead letter with its payload and attempts. With `reveal` that is recorded, so it is no call without effects.
     * </pre>
     */
    public dev.sluice.v1.GetDeadLetterResponse getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who had payloads revealed, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListRevealsResponse listReveals(dev.sluice.v1.ListRevealsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRevealsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists groups of dead letters with the same cause, most open ones first.
     * </pre>
     */
    public dev.sluice.v1.ListGroupsResponse listGroups(dev.sluice.v1.ListGroupsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListGroupsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what a retry would do, with today's schemas or with a candidate, and hands out the plan that RetryDeadLetters
     * has to quote. Changes nothing. Examines up to `limit` dead letters; WatchPreview examines all of them.
     * </pre>
     */
    public dev.sluice.v1.PreviewRetryResponse previewRetry(dev.sluice.v1.PreviewRetryRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPreviewRetryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole preview. Without `limit` everything
     * that is selected is examined. Ending the call ends the work.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchPreviewResponse>
        watchPreview(dev.sluice.v1.WatchPreviewRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchPreviewMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a redrive of what a plan previewed: checks each dead letter again and publishes those that pass. Answers when the
     * redrive is done, or after `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended. A plan and a request id start one redrive each: the same call again
     * answers that.
     * </pre>
     */
    public dev.sluice.v1.RetryDeadLettersResponse retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRetryDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists redrives, newest first. They are never deleted.
     * </pre>
     */
    public dev.sluice.v1.ListRedrivesResponse listRedrives(dev.sluice.v1.ListRedrivesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRedrivesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the progress of a redrive.
     * </pre>
     */
    public dev.sluice.v1.GetRedriveResponse getRedrive(dev.sluice.v1.GetRedriveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the progress of a redrive until it ends. One that is paused or holds after its canary is followed further.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchRedriveResponse>
        watchRedrive(dev.sluice.v1.WatchRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a redrive after the batch at hand; ResumeRedrive lets it go on. Fails with REDRIVE_STATE when it has ended.
     * </pre>
     */
    public dev.sluice.v1.PauseRedriveResponse pauseRedrive(dev.sluice.v1.PauseRedriveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPauseRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets a paused redrive go on, and one that holds after its canary go on with the rest.
     * </pre>
     */
    public dev.sluice.v1.ResumeRedriveResponse resumeRedrive(dev.sluice.v1.ResumeRedriveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResumeRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a redrive after the batch at hand. One that has ended already stays as it is.
     * </pre>
     */
    public dev.sluice.v1.CancelRedriveResponse cancelRedrive(dev.sluice.v1.CancelRedriveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says where the event of a redriven dead letter comes from: its parent, the redrive, who asked for it, what was
     * edited. Kept for ever, also when the dead letter is not.
     * </pre>
     */
    public dev.sluice.v1.GetLineageResponse getLineage(dev.sluice.v1.GetLineageRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetLineageMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what a registered or proposed schema would do: how many open dead letters of the subject it accepts, by group, and
     * how many recently accepted events it rejects. Examines up to `limit` of both; WatchSchemaImpact examines all.
     * </pre>
     */
    public dev.sluice.v1.GetSchemaImpactResponse getSchemaImpact(dev.sluice.v1.GetSchemaImpactRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSchemaImpactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole impact. Ending the call ends the work.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchSchemaImpactResponse>
        watchSchemaImpact(dev.sluice.v1.WatchSchemaImpactRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchSchemaImpactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists what was found when open dead letters were examined again since their subject got a new version, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListReexaminationsResponse listReexaminations(dev.sluice.v1.ListReexaminationsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListReexaminationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Redrives one dead letter with another payload. The original stays as it is. One that waits behind another of its key is
     * refused with DEAD_LETTER_STATE.
     * </pre>
     */
    public dev.sluice.v1.EditAndRetryResponse editAndRetry(dev.sluice.v1.EditAndRetryRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getEditAndRetryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes dead letters that were dealt with elsewhere.
     * </pre>
     */
    public dev.sluice.v1.ResolveDeadLettersResponse resolveDeadLetters(dev.sluice.v1.ResolveDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResolveDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes dead letters that nobody needs. They can be restored.
     * </pre>
     */
    public dev.sluice.v1.DiscardDeadLettersResponse discardDeadLetters(dev.sluice.v1.DiscardDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDiscardDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Opens resolved or discarded dead letters again.
     * </pre>
     */
    public dev.sluice.v1.RestoreDeadLettersResponse restoreDeadLetters(dev.sluice.v1.RestoreDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRestoreDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds a note to dead letters, in any state.
     * </pre>
     */
    public dev.sluice.v1.AnnotateDeadLettersResponse annotateDeadLetters(dev.sluice.v1.AnnotateDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAnnotateDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says who cares for dead letters.
     * </pre>
     */
    public dev.sluice.v1.AssignDeadLettersResponse assignDeadLetters(dev.sluice.v1.AssignDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAssignDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Leaves open dead letters out of lists until a time; then they are back by themselves.
     * </pre>
     */
    public dev.sluice.v1.SnoozeDeadLettersResponse snoozeDeadLetters(dev.sluice.v1.SnoozeDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSnoozeDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Holds dead letters, or releases them: what is held is neither discarded nor deleted, however old it is.
     * </pre>
     */
    public dev.sluice.v1.HoldDeadLettersResponse holdDeadLetters(dev.sluice.v1.HoldDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getHoldDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Parks an event that a consumer could not process.
     * </pre>
     */
    public dev.sluice.v1.ReportDeadLetterResponse reportDeadLetter(dev.sluice.v1.ReportDeadLetterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReportDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Backlog, rates and ages.
     * </pre>
     */
    public dev.sluice.v1.GetDeadLetterStatsResponse getDeadLetterStats(dev.sluice.v1.GetDeadLetterStatsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetDeadLetterStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same again and again.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchDeadLetterStatsResponse>
        watchDeadLetterStats(dev.sluice.v1.WatchDeadLetterStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchDeadLetterStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what is to become of a group: its state, for people and alerts. Its dead letters stay as they are.
     * </pre>
     */
    public dev.sluice.v1.SetGroupStateResponse setGroupState(dev.sluice.v1.SetGroupStateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetGroupStateMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service DeadLetterService.
   * <pre>
   * Parked events: find out why, fix, send on.
   * </pre>
   */
  public static final class DeadLetterServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<DeadLetterServiceBlockingStub> {
    private DeadLetterServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DeadLetterServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DeadLetterServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists dead letters, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListDeadLettersResponse listDeadLetters(dev.sluice.v1.ListDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads one dead letter with its payload and attempts. With `reveal` that is recorded, so it is no call without effects.
     * </pre>
     */
    public dev.sluice.v1.GetDeadLetterResponse getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists who had payloads revealed, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListRevealsResponse listReveals(dev.sluice.v1.ListRevealsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRevealsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists groups of dead letters with the same cause, most open ones first.
     * </pre>
     */
    public dev.sluice.v1.ListGroupsResponse listGroups(dev.sluice.v1.ListGroupsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListGroupsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what a retry would do, with today's schemas or with a candidate, and hands out the plan that RetryDeadLetters
     * has to quote. Changes nothing. Examines up to `limit` dead letters; WatchPreview examines all of them.
     * </pre>
     */
    public dev.sluice.v1.PreviewRetryResponse previewRetry(dev.sluice.v1.PreviewRetryRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPreviewRetryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole preview. Without `limit` everything
     * that is selected is examined. Ending the call ends the work.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchPreviewResponse> watchPreview(
        dev.sluice.v1.WatchPreviewRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchPreviewMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Starts a redrive of what a plan previewed: checks each dead letter again and publishes those that pass. Answers when the
     * redrive is done, or after `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended. A plan and a request id start one redrive each: the same call again
     * answers that.
     * </pre>
     */
    public dev.sluice.v1.RetryDeadLettersResponse retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRetryDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists redrives, newest first. They are never deleted.
     * </pre>
     */
    public dev.sluice.v1.ListRedrivesResponse listRedrives(dev.sluice.v1.ListRedrivesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRedrivesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the progress of a redrive.
     * </pre>
     */
    public dev.sluice.v1.GetRedriveResponse getRedrive(dev.sluice.v1.GetRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the progress of a redrive until it ends. One that is paused or holds after its canary is followed further.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchRedriveResponse> watchRedrive(
        dev.sluice.v1.WatchRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a redrive after the batch at hand; ResumeRedrive lets it go on. Fails with REDRIVE_STATE when it has ended.
     * </pre>
     */
    public dev.sluice.v1.PauseRedriveResponse pauseRedrive(dev.sluice.v1.PauseRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPauseRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets a paused redrive go on, and one that holds after its canary go on with the rest.
     * </pre>
     */
    public dev.sluice.v1.ResumeRedriveResponse resumeRedrive(dev.sluice.v1.ResumeRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResumeRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a redrive after the batch at hand. One that has ended already stays as it is.
     * </pre>
     */
    public dev.sluice.v1.CancelRedriveResponse cancelRedrive(dev.sluice.v1.CancelRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says where the event of a redriven dead letter comes from: its parent, the redrive, who asked for it, what was
     * edited. Kept for ever, also when the dead letter is not.
     * </pre>
     */
    public dev.sluice.v1.GetLineageResponse getLineage(dev.sluice.v1.GetLineageRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetLineageMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what a registered or proposed schema would do: how many open dead letters of the subject it accepts, by group, and
     * how many recently accepted events it rejects. Examines up to `limit` of both; WatchSchemaImpact examines all.
     * </pre>
     */
    public dev.sluice.v1.GetSchemaImpactResponse getSchemaImpact(dev.sluice.v1.GetSchemaImpactRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSchemaImpactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same over a backlog of any size, with progress: the last answer is the whole impact. Ending the call ends the work.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchSchemaImpactResponse> watchSchemaImpact(
        dev.sluice.v1.WatchSchemaImpactRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchSchemaImpactMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists what was found when open dead letters were examined again since their subject got a new version, newest first.
     * </pre>
     */
    public dev.sluice.v1.ListReexaminationsResponse listReexaminations(dev.sluice.v1.ListReexaminationsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListReexaminationsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Redrives one dead letter with another payload. The original stays as it is. One that waits behind another of its key is
     * refused with DEAD_LETTER_STATE.
     * </pre>
     */
    public dev.sluice.v1.EditAndRetryResponse editAndRetry(dev.sluice.v1.EditAndRetryRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getEditAndRetryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes dead letters that were dealt with elsewhere.
     * </pre>
     */
    public dev.sluice.v1.ResolveDeadLettersResponse resolveDeadLetters(dev.sluice.v1.ResolveDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResolveDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes dead letters that nobody needs. They can be restored.
     * </pre>
     */
    public dev.sluice.v1.DiscardDeadLettersResponse discardDeadLetters(dev.sluice.v1.DiscardDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDiscardDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Opens resolved or discarded dead letters again.
     * </pre>
     */
    public dev.sluice.v1.RestoreDeadLettersResponse restoreDeadLetters(dev.sluice.v1.RestoreDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRestoreDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Adds a note to dead letters, in any state.
     * </pre>
     */
    public dev.sluice.v1.AnnotateDeadLettersResponse annotateDeadLetters(dev.sluice.v1.AnnotateDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAnnotateDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says who cares for dead letters.
     * </pre>
     */
    public dev.sluice.v1.AssignDeadLettersResponse assignDeadLetters(dev.sluice.v1.AssignDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAssignDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Leaves open dead letters out of lists until a time; then they are back by themselves.
     * </pre>
     */
    public dev.sluice.v1.SnoozeDeadLettersResponse snoozeDeadLetters(dev.sluice.v1.SnoozeDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSnoozeDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Holds dead letters, or releases them: what is held is neither discarded nor deleted, however old it is.
     * </pre>
     */
    public dev.sluice.v1.HoldDeadLettersResponse holdDeadLetters(dev.sluice.v1.HoldDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getHoldDeadLettersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Parks an event that a consumer could not process.
     * </pre>
     */
    public dev.sluice.v1.ReportDeadLetterResponse reportDeadLetter(dev.sluice.v1.ReportDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReportDeadLetterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Backlog, rates and ages.
     * </pre>
     */
    public dev.sluice.v1.GetDeadLetterStatsResponse getDeadLetterStats(dev.sluice.v1.GetDeadLetterStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetDeadLetterStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The same again and again.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchDeadLetterStatsResponse> watchDeadLetterStats(
        dev.sluice.v1.WatchDeadLetterStatsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchDeadLetterStatsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what is to become of a group: its state, for people and alerts. Its dead letters stay as they are.
     * </pre>
     */
    public dev.sluice.v1.SetGroupStateResponse setGroupState(dev.sluice.v1.SetGroupStateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetGroupStateMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service DeadLetterService.
   * <pre>
   * Parked events: find out why, fix, send on.
   * </pre>
   */
  public static final class DeadLetterServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<DeadLetterServiceFutureStub> {
    private DeadLetterServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected DeadLetterServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new DeadLetterServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists dead letters, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListDeadLettersResponse> listDeadLetters(
        dev.sluice.v1.ListDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads one dead letter with its payload and attempts. With `reveal` that is recorded, so it is no call without effects.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetDeadLetterResponse> getDeadLetter(
        dev.sluice.v1.GetDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetDeadLetterMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists who had payloads revealed, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListRevealsResponse> listReveals(
        dev.sluice.v1.ListRevealsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRevealsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists groups of dead letters with the same cause, most open ones first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListGroupsResponse> listGroups(
        dev.sluice.v1.ListGroupsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListGroupsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what a retry would do, with today's schemas or with a candidate, and hands out the plan that RetryDeadLetters
     * has to quote. Changes nothing. Examines up to `limit` dead letters; WatchPreview examines all of them.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.PreviewRetryResponse> previewRetry(
        dev.sluice.v1.PreviewRetryRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPreviewRetryMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Starts a redrive of what a plan previewed: checks each dead letter again and publishes those that pass. Answers when the
     * redrive is done, or after `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended. A plan and a request id start one redrive each: the same call again
     * answers that.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.RetryDeadLettersResponse> retryDeadLetters(
        dev.sluice.v1.RetryDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRetryDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists redrives, newest first. They are never deleted.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListRedrivesResponse> listRedrives(
        dev.sluice.v1.ListRedrivesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRedrivesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the progress of a redrive.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetRedriveResponse> getRedrive(
        dev.sluice.v1.GetRedriveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetRedriveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stops a redrive after the batch at hand; ResumeRedrive lets it go on. Fails with REDRIVE_STATE when it has ended.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.PauseRedriveResponse> pauseRedrive(
        dev.sluice.v1.PauseRedriveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPauseRedriveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lets a paused redrive go on, and one that holds after its canary go on with the rest.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ResumeRedriveResponse> resumeRedrive(
        dev.sluice.v1.ResumeRedriveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResumeRedriveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends a redrive after the batch at hand. One that has ended already stays as it is.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.CancelRedriveResponse> cancelRedrive(
        dev.sluice.v1.CancelRedriveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelRedriveMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says where the event of a redriven dead letter comes from: its parent, the redrive, who asked for it, what was
     * edited. Kept for ever, also when the dead letter is not.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetLineageResponse> getLineage(
        dev.sluice.v1.GetLineageRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetLineageMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what a registered or proposed schema would do: how many open dead letters of the subject it accepts, by group, and
     * how many recently accepted events it rejects. Examines up to `limit` of both; WatchSchemaImpact examines all.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetSchemaImpactResponse> getSchemaImpact(
        dev.sluice.v1.GetSchemaImpactRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSchemaImpactMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists what was found when open dead letters were examined again since their subject got a new version, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListReexaminationsResponse> listReexaminations(
        dev.sluice.v1.ListReexaminationsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListReexaminationsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Redrives one dead letter with another payload. The original stays as it is. One that waits behind another of its key is
     * refused with DEAD_LETTER_STATE.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.EditAndRetryResponse> editAndRetry(
        dev.sluice.v1.EditAndRetryRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getEditAndRetryMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Closes dead letters that were dealt with elsewhere.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ResolveDeadLettersResponse> resolveDeadLetters(
        dev.sluice.v1.ResolveDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResolveDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Closes dead letters that nobody needs. They can be restored.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DiscardDeadLettersResponse> discardDeadLetters(
        dev.sluice.v1.DiscardDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDiscardDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Opens resolved or discarded dead letters again.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.RestoreDeadLettersResponse> restoreDeadLetters(
        dev.sluice.v1.RestoreDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRestoreDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Adds a note to dead letters, in any state.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.AnnotateDeadLettersResponse> annotateDeadLetters(
        dev.sluice.v1.AnnotateDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAnnotateDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says who cares for dead letters.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.AssignDeadLettersResponse> assignDeadLetters(
        dev.sluice.v1.AssignDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAssignDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Leaves open dead letters out of lists until a time; then they are back by themselves.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SnoozeDeadLettersResponse> snoozeDeadLetters(
        dev.sluice.v1.SnoozeDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSnoozeDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Holds dead letters, or releases them: what is held is neither discarded nor deleted, however old it is.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.HoldDeadLettersResponse> holdDeadLetters(
        dev.sluice.v1.HoldDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getHoldDeadLettersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Parks an event that a consumer could not process.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ReportDeadLetterResponse> reportDeadLetter(
        dev.sluice.v1.ReportDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReportDeadLetterMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Backlog, rates and ages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetDeadLetterStatsResponse> getDeadLetterStats(
        dev.sluice.v1.GetDeadLetterStatsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetDeadLetterStatsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what is to become of a group: its state, for people and alerts. Its dead letters stay as they are.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetGroupStateResponse> setGroupState(
        dev.sluice.v1.SetGroupStateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetGroupStateMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_DEAD_LETTERS = 0;
  private static final int METHODID_GET_DEAD_LETTER = 1;
  private static final int METHODID_LIST_REVEALS = 2;
  private static final int METHODID_LIST_GROUPS = 3;
  private static final int METHODID_PREVIEW_RETRY = 4;
  private static final int METHODID_WATCH_PREVIEW = 5;
  private static final int METHODID_RETRY_DEAD_LETTERS = 6;
  private static final int METHODID_LIST_REDRIVES = 7;
  private static final int METHODID_GET_REDRIVE = 8;
  private static final int METHODID_WATCH_REDRIVE = 9;
  private static final int METHODID_PAUSE_REDRIVE = 10;
  private static final int METHODID_RESUME_REDRIVE = 11;
  private static final int METHODID_CANCEL_REDRIVE = 12;
  private static final int METHODID_GET_LINEAGE = 13;
  private static final int METHODID_GET_SCHEMA_IMPACT = 14;
  private static final int METHODID_WATCH_SCHEMA_IMPACT = 15;
  private static final int METHODID_LIST_REEXAMINATIONS = 16;
  private static final int METHODID_EDIT_AND_RETRY = 17;
  private static final int METHODID_RESOLVE_DEAD_LETTERS = 18;
  private static final int METHODID_DISCARD_DEAD_LETTERS = 19;
  private static final int METHODID_RESTORE_DEAD_LETTERS = 20;
  private static final int METHODID_ANNOTATE_DEAD_LETTERS = 21;
  private static final int METHODID_ASSIGN_DEAD_LETTERS = 22;
  private static final int METHODID_SNOOZE_DEAD_LETTERS = 23;
  private static final int METHODID_HOLD_DEAD_LETTERS = 24;
  private static final int METHODID_REPORT_DEAD_LETTER = 25;
  private static final int METHODID_GET_DEAD_LETTER_STATS = 26;
  private static final int METHODID_WATCH_DEAD_LETTER_STATS = 27;
  private static final int METHODID_SET_GROUP_STATE = 28;

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
        case METHODID_LIST_DEAD_LETTERS:
          serviceImpl.listDeadLetters((dev.sluice.v1.ListDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListDeadLettersResponse>) responseObserver);
          break;
        case METHODID_GET_DEAD_LETTER:
          serviceImpl.getDeadLetter((dev.sluice.v1.GetDeadLetterRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterResponse>) responseObserver);
          break;
        case METHODID_LIST_REVEALS:
          serviceImpl.listReveals((dev.sluice.v1.ListRevealsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListRevealsResponse>) responseObserver);
          break;
        case METHODID_LIST_GROUPS:
          serviceImpl.listGroups((dev.sluice.v1.ListGroupsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListGroupsResponse>) responseObserver);
          break;
        case METHODID_PREVIEW_RETRY:
          serviceImpl.previewRetry((dev.sluice.v1.PreviewRetryRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRetryResponse>) responseObserver);
          break;
        case METHODID_WATCH_PREVIEW:
          serviceImpl.watchPreview((dev.sluice.v1.WatchPreviewRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchPreviewResponse>) responseObserver);
          break;
        case METHODID_RETRY_DEAD_LETTERS:
          serviceImpl.retryDeadLetters((dev.sluice.v1.RetryDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.RetryDeadLettersResponse>) responseObserver);
          break;
        case METHODID_LIST_REDRIVES:
          serviceImpl.listRedrives((dev.sluice.v1.ListRedrivesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListRedrivesResponse>) responseObserver);
          break;
        case METHODID_GET_REDRIVE:
          serviceImpl.getRedrive((dev.sluice.v1.GetRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetRedriveResponse>) responseObserver);
          break;
        case METHODID_WATCH_REDRIVE:
          serviceImpl.watchRedrive((dev.sluice.v1.WatchRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchRedriveResponse>) responseObserver);
          break;
        case METHODID_PAUSE_REDRIVE:
          serviceImpl.pauseRedrive((dev.sluice.v1.PauseRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.PauseRedriveResponse>) responseObserver);
          break;
        case METHODID_RESUME_REDRIVE:
          serviceImpl.resumeRedrive((dev.sluice.v1.ResumeRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ResumeRedriveResponse>) responseObserver);
          break;
        case METHODID_CANCEL_REDRIVE:
          serviceImpl.cancelRedrive((dev.sluice.v1.CancelRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.CancelRedriveResponse>) responseObserver);
          break;
        case METHODID_GET_LINEAGE:
          serviceImpl.getLineage((dev.sluice.v1.GetLineageRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetLineageResponse>) responseObserver);
          break;
        case METHODID_GET_SCHEMA_IMPACT:
          serviceImpl.getSchemaImpact((dev.sluice.v1.GetSchemaImpactRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetSchemaImpactResponse>) responseObserver);
          break;
        case METHODID_WATCH_SCHEMA_IMPACT:
          serviceImpl.watchSchemaImpact((dev.sluice.v1.WatchSchemaImpactRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchSchemaImpactResponse>) responseObserver);
          break;
        case METHODID_LIST_REEXAMINATIONS:
          serviceImpl.listReexaminations((dev.sluice.v1.ListReexaminationsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListReexaminationsResponse>) responseObserver);
          break;
        case METHODID_EDIT_AND_RETRY:
          serviceImpl.editAndRetry((dev.sluice.v1.EditAndRetryRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.EditAndRetryResponse>) responseObserver);
          break;
        case METHODID_RESOLVE_DEAD_LETTERS:
          serviceImpl.resolveDeadLetters((dev.sluice.v1.ResolveDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ResolveDeadLettersResponse>) responseObserver);
          break;
        case METHODID_DISCARD_DEAD_LETTERS:
          serviceImpl.discardDeadLetters((dev.sluice.v1.DiscardDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DiscardDeadLettersResponse>) responseObserver);
          break;
        case METHODID_RESTORE_DEAD_LETTERS:
          serviceImpl.restoreDeadLetters((dev.sluice.v1.RestoreDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.RestoreDeadLettersResponse>) responseObserver);
          break;
        case METHODID_ANNOTATE_DEAD_LETTERS:
          serviceImpl.annotateDeadLetters((dev.sluice.v1.AnnotateDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.AnnotateDeadLettersResponse>) responseObserver);
          break;
        case METHODID_ASSIGN_DEAD_LETTERS:
          serviceImpl.assignDeadLetters((dev.sluice.v1.AssignDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.AssignDeadLettersResponse>) responseObserver);
          break;
        case METHODID_SNOOZE_DEAD_LETTERS:
          serviceImpl.snoozeDeadLetters((dev.sluice.v1.SnoozeDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SnoozeDeadLettersResponse>) responseObserver);
          break;
        case METHODID_HOLD_DEAD_LETTERS:
          serviceImpl.holdDeadLetters((dev.sluice.v1.HoldDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.HoldDeadLettersResponse>) responseObserver);
          break;
        case METHODID_REPORT_DEAD_LETTER:
          serviceImpl.reportDeadLetter((dev.sluice.v1.ReportDeadLetterRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ReportDeadLetterResponse>) responseObserver);
          break;
        case METHODID_GET_DEAD_LETTER_STATS:
          serviceImpl.getDeadLetterStats((dev.sluice.v1.GetDeadLetterStatsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterStatsResponse>) responseObserver);
          break;
        case METHODID_WATCH_DEAD_LETTER_STATS:
          serviceImpl.watchDeadLetterStats((dev.sluice.v1.WatchDeadLetterStatsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchDeadLetterStatsResponse>) responseObserver);
          break;
        case METHODID_SET_GROUP_STATE:
          serviceImpl.setGroupState((dev.sluice.v1.SetGroupStateRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetGroupStateResponse>) responseObserver);
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
          getListDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListDeadLettersRequest,
              dev.sluice.v1.ListDeadLettersResponse>(
                service, METHODID_LIST_DEAD_LETTERS)))
        .addMethod(
          getGetDeadLetterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetDeadLetterRequest,
              dev.sluice.v1.GetDeadLetterResponse>(
                service, METHODID_GET_DEAD_LETTER)))
        .addMethod(
          getListRevealsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListRevealsRequest,
              dev.sluice.v1.ListRevealsResponse>(
                service, METHODID_LIST_REVEALS)))
        .addMethod(
          getListGroupsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListGroupsRequest,
              dev.sluice.v1.ListGroupsResponse>(
                service, METHODID_LIST_GROUPS)))
        .addMethod(
          getPreviewRetryMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.PreviewRetryRequest,
              dev.sluice.v1.PreviewRetryResponse>(
                service, METHODID_PREVIEW_RETRY)))
        .addMethod(
          getWatchPreviewMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchPreviewRequest,
              dev.sluice.v1.WatchPreviewResponse>(
                service, METHODID_WATCH_PREVIEW)))
        .addMethod(
          getRetryDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.RetryDeadLettersRequest,
              dev.sluice.v1.RetryDeadLettersResponse>(
                service, METHODID_RETRY_DEAD_LETTERS)))
        .addMethod(
          getListRedrivesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListRedrivesRequest,
              dev.sluice.v1.ListRedrivesResponse>(
                service, METHODID_LIST_REDRIVES)))
        .addMethod(
          getGetRedriveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetRedriveRequest,
              dev.sluice.v1.GetRedriveResponse>(
                service, METHODID_GET_REDRIVE)))
        .addMethod(
          getWatchRedriveMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchRedriveRequest,
              dev.sluice.v1.WatchRedriveResponse>(
                service, METHODID_WATCH_REDRIVE)))
        .addMethod(
          getPauseRedriveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.PauseRedriveRequest,
              dev.sluice.v1.PauseRedriveResponse>(
                service, METHODID_PAUSE_REDRIVE)))
        .addMethod(
          getResumeRedriveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ResumeRedriveRequest,
              dev.sluice.v1.ResumeRedriveResponse>(
                service, METHODID_RESUME_REDRIVE)))
        .addMethod(
          getCancelRedriveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.CancelRedriveRequest,
              dev.sluice.v1.CancelRedriveResponse>(
                service, METHODID_CANCEL_REDRIVE)))
        .addMethod(
          getGetLineageMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetLineageRequest,
              dev.sluice.v1.GetLineageResponse>(
                service, METHODID_GET_LINEAGE)))
        .addMethod(
          getGetSchemaImpactMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetSchemaImpactRequest,
              dev.sluice.v1.GetSchemaImpactResponse>(
                service, METHODID_GET_SCHEMA_IMPACT)))
        .addMethod(
          getWatchSchemaImpactMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchSchemaImpactRequest,
              dev.sluice.v1.WatchSchemaImpactResponse>(
                service, METHODID_WATCH_SCHEMA_IMPACT)))
        .addMethod(
          getListReexaminationsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListReexaminationsRequest,
              dev.sluice.v1.ListReexaminationsResponse>(
                service, METHODID_LIST_REEXAMINATIONS)))
        .addMethod(
          getEditAndRetryMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.EditAndRetryRequest,
              dev.sluice.v1.EditAndRetryResponse>(
                service, METHODID_EDIT_AND_RETRY)))
        .addMethod(
          getResolveDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ResolveDeadLettersRequest,
              dev.sluice.v1.ResolveDeadLettersResponse>(
                service, METHODID_RESOLVE_DEAD_LETTERS)))
        .addMethod(
          getDiscardDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DiscardDeadLettersRequest,
              dev.sluice.v1.DiscardDeadLettersResponse>(
                service, METHODID_DISCARD_DEAD_LETTERS)))
        .addMethod(
          getRestoreDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.RestoreDeadLettersRequest,
              dev.sluice.v1.RestoreDeadLettersResponse>(
                service, METHODID_RESTORE_DEAD_LETTERS)))
        .addMethod(
          getAnnotateDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.AnnotateDeadLettersRequest,
              dev.sluice.v1.AnnotateDeadLettersResponse>(
                service, METHODID_ANNOTATE_DEAD_LETTERS)))
        .addMethod(
          getAssignDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.AssignDeadLettersRequest,
              dev.sluice.v1.AssignDeadLettersResponse>(
                service, METHODID_ASSIGN_DEAD_LETTERS)))
        .addMethod(
          getSnoozeDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SnoozeDeadLettersRequest,
              dev.sluice.v1.SnoozeDeadLettersResponse>(
                service, METHODID_SNOOZE_DEAD_LETTERS)))
        .addMethod(
          getHoldDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.HoldDeadLettersRequest,
              dev.sluice.v1.HoldDeadLettersResponse>(
                service, METHODID_HOLD_DEAD_LETTERS)))
        .addMethod(
          getReportDeadLetterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ReportDeadLetterRequest,
              dev.sluice.v1.ReportDeadLetterResponse>(
                service, METHODID_REPORT_DEAD_LETTER)))
        .addMethod(
          getGetDeadLetterStatsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetDeadLetterStatsRequest,
              dev.sluice.v1.GetDeadLetterStatsResponse>(
                service, METHODID_GET_DEAD_LETTER_STATS)))
        .addMethod(
          getWatchDeadLetterStatsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchDeadLetterStatsRequest,
              dev.sluice.v1.WatchDeadLetterStatsResponse>(
                service, METHODID_WATCH_DEAD_LETTER_STATS)))
        .addMethod(
          getSetGroupStateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetGroupStateRequest,
              dev.sluice.v1.SetGroupStateResponse>(
                service, METHODID_SET_GROUP_STATE)))
        .build();
  }

  private static abstract class DeadLetterServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    DeadLetterServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.DeadLetterProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("DeadLetterService");
    }
  }

  private static final class DeadLetterServiceFileDescriptorSupplier
      extends DeadLetterServiceBaseDescriptorSupplier {
    DeadLetterServiceFileDescriptorSupplier() {}
  }

  private static final class DeadLetterServiceMethodDescriptorSupplier
      extends DeadLetterServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    DeadLetterServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (DeadLetterServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new DeadLetterServiceFileDescriptorSupplier())
              .addMethod(getListDeadLettersMethod())
              .addMethod(getGetDeadLetterMethod())
              .addMethod(getListRevealsMethod())
              .addMethod(getListGroupsMethod())
              .addMethod(getPreviewRetryMethod())
              .addMethod(getWatchPreviewMethod())
              .addMethod(getRetryDeadLettersMethod())
              .addMethod(getListRedrivesMethod())
              .addMethod(getGetRedriveMethod())
              .addMethod(getWatchRedriveMethod())
              .addMethod(getPauseRedriveMethod())
              .addMethod(getResumeRedriveMethod())
              .addMethod(getCancelRedriveMethod())
              .addMethod(getGetLineageMethod())
              .addMethod(getGetSchemaImpactMethod())
              .addMethod(getWatchSchemaImpactMethod())
              .addMethod(getListReexaminationsMethod())
              .addMethod(getEditAndRetryMethod())
              .addMethod(getResolveDeadLettersMethod())
              .addMethod(getDiscardDeadLettersMethod())
              .addMethod(getRestoreDeadLettersMethod())
              .addMethod(getAnnotateDeadLettersMethod())
              .addMethod(getAssignDeadLettersMethod())
              .addMethod(getSnoozeDeadLettersMethod())
              .addMethod(getHoldDeadLettersMethod())
              .addMethod(getReportDeadLetterMethod())
              .addMethod(getGetDeadLetterStatsMethod())
              .addMethod(getWatchDeadLetterStatsMethod())
              .addMethod(getSetGroupStateMethod())
              .build();
        }
      }
    }
    return result;
  }
}
