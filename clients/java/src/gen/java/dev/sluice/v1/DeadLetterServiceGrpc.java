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
              .setSafe(true)
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
     * Reads one dead letter with its payload and attempts.
     * </pre>
     */
    default void getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetDeadLetterMethod(), responseObserver);
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
     * Says what a retry would do, with today's schemas or with a candidate. Changes nothing.
     * </pre>
     */
    default void previewRetry(dev.sluice.v1.PreviewRetryRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRetryResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPreviewRetryMethod(), responseObserver);
    }

    /**
     * <pre>
     * Redrives dead letters: checks each again and publishes those that pass. Answers when the redrive is done, or after
     * `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended.
     * </pre>
     */
    default void retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RetryDeadLettersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRetryDeadLettersMethod(), responseObserver);
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
     * Streams the progress of a redrive until it ends.
     * </pre>
     */
    default void watchRedrive(dev.sluice.v1.WatchRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchRedriveMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stops a redrive after the dead letter at hand.
     * </pre>
     */
    default void cancelRedrive(dev.sluice.v1.CancelRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CancelRedriveResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelRedriveMethod(), responseObserver);
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
     * Reads one dead letter with its payload and attempts.
     * </pre>
     */
    public void getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetDeadLetterMethod(), getCallOptions()), request, responseObserver);
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
     * Says what a retry would do, with today's schemas or with a candidate. Changes nothing.
     * </pre>
     */
    public void previewRetry(dev.sluice.v1.PreviewRetryRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRetryResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPreviewRetryMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Redrives dead letters: checks each again and publishes those that pass. Answers when the redrive is done, or after
     * `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended.
     * </pre>
     */
    public void retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RetryDeadLettersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRetryDeadLettersMethod(), getCallOptions()), request, responseObserver);
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
     * Streams the progress of a redrive until it ends.
     * </pre>
     */
    public void watchRedrive(dev.sluice.v1.WatchRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchRedriveMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stops a redrive after the dead letter at hand.
     * </pre>
     */
    public void cancelRedrive(dev.sluice.v1.CancelRedriveRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CancelRedriveResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelRedriveMethod(), getCallOptions()), request, responseObserver);
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
     * Reads one dead letter with its payload and attempts.
     * </pre>
     */
    public dev.sluice.v1.GetDeadLetterResponse getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetDeadLetterMethod(), getCallOptions(), request);
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
     * Says what a retry would do, with today's schemas or with a candidate. Changes nothing.
     * </pre>
     */
    public dev.sluice.v1.PreviewRetryResponse previewRetry(dev.sluice.v1.PreviewRetryRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPreviewRetryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Redrives dead letters: checks each again and publishes those that pass. Answers when the redrive is done, or after
     * `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended.
     * </pre>
     */
    public dev.sluice.v1.RetryDeadLettersResponse retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRetryDeadLettersMethod(), getCallOptions(), request);
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
     * Streams the progress of a redrive until it ends.
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
     * Stops a redrive after the dead letter at hand.
     * </pre>
     */
    public dev.sluice.v1.CancelRedriveResponse cancelRedrive(dev.sluice.v1.CancelRedriveRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCancelRedriveMethod(), getCallOptions(), request);
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
     * Reads one dead letter with its payload and attempts.
     * </pre>
     */
    public dev.sluice.v1.GetDeadLetterResponse getDeadLetter(dev.sluice.v1.GetDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetDeadLetterMethod(), getCallOptions(), request);
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
     * Says what a retry would do, with today's schemas or with a candidate. Changes nothing.
     * </pre>
     */
    public dev.sluice.v1.PreviewRetryResponse previewRetry(dev.sluice.v1.PreviewRetryRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPreviewRetryMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Redrives dead letters: checks each again and publishes those that pass. Answers when the redrive is done, or after
     * `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended.
     * </pre>
     */
    public dev.sluice.v1.RetryDeadLettersResponse retryDeadLetters(dev.sluice.v1.RetryDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRetryDeadLettersMethod(), getCallOptions(), request);
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
     * Streams the progress of a redrive until it ends.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchRedriveResponse> watchRedrive(
        dev.sluice.v1.WatchRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchRedriveMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stops a redrive after the dead letter at hand.
     * </pre>
     */
    public dev.sluice.v1.CancelRedriveResponse cancelRedrive(dev.sluice.v1.CancelRedriveRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelRedriveMethod(), getCallOptions(), request);
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
     * Reads one dead letter with its payload and attempts.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetDeadLetterResponse> getDeadLetter(
        dev.sluice.v1.GetDeadLetterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetDeadLetterMethod(), getCallOptions()), request);
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
     * Says what a retry would do, with today's schemas or with a candidate. Changes nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.PreviewRetryResponse> previewRetry(
        dev.sluice.v1.PreviewRetryRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPreviewRetryMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Redrives dead letters: checks each again and publishes those that pass. Answers when the redrive is done, or after
     * `wait` with the progress so far. What waits behind them in the lines of their keys follows by
     * itself, at the latest when the redrive has ended.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.RetryDeadLettersResponse> retryDeadLetters(
        dev.sluice.v1.RetryDeadLettersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRetryDeadLettersMethod(), getCallOptions()), request);
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
     * Stops a redrive after the dead letter at hand.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.CancelRedriveResponse> cancelRedrive(
        dev.sluice.v1.CancelRedriveRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelRedriveMethod(), getCallOptions()), request);
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
  }

  private static final int METHODID_LIST_DEAD_LETTERS = 0;
  private static final int METHODID_GET_DEAD_LETTER = 1;
  private static final int METHODID_LIST_GROUPS = 2;
  private static final int METHODID_PREVIEW_RETRY = 3;
  private static final int METHODID_RETRY_DEAD_LETTERS = 4;
  private static final int METHODID_GET_REDRIVE = 5;
  private static final int METHODID_WATCH_REDRIVE = 6;
  private static final int METHODID_CANCEL_REDRIVE = 7;
  private static final int METHODID_EDIT_AND_RETRY = 8;
  private static final int METHODID_RESOLVE_DEAD_LETTERS = 9;
  private static final int METHODID_DISCARD_DEAD_LETTERS = 10;
  private static final int METHODID_RESTORE_DEAD_LETTERS = 11;
  private static final int METHODID_REPORT_DEAD_LETTER = 12;
  private static final int METHODID_GET_DEAD_LETTER_STATS = 13;

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
        case METHODID_LIST_GROUPS:
          serviceImpl.listGroups((dev.sluice.v1.ListGroupsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListGroupsResponse>) responseObserver);
          break;
        case METHODID_PREVIEW_RETRY:
          serviceImpl.previewRetry((dev.sluice.v1.PreviewRetryRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRetryResponse>) responseObserver);
          break;
        case METHODID_RETRY_DEAD_LETTERS:
          serviceImpl.retryDeadLetters((dev.sluice.v1.RetryDeadLettersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.RetryDeadLettersResponse>) responseObserver);
          break;
        case METHODID_GET_REDRIVE:
          serviceImpl.getRedrive((dev.sluice.v1.GetRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetRedriveResponse>) responseObserver);
          break;
        case METHODID_WATCH_REDRIVE:
          serviceImpl.watchRedrive((dev.sluice.v1.WatchRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchRedriveResponse>) responseObserver);
          break;
        case METHODID_CANCEL_REDRIVE:
          serviceImpl.cancelRedrive((dev.sluice.v1.CancelRedriveRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.CancelRedriveResponse>) responseObserver);
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
        case METHODID_REPORT_DEAD_LETTER:
          serviceImpl.reportDeadLetter((dev.sluice.v1.ReportDeadLetterRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ReportDeadLetterResponse>) responseObserver);
          break;
        case METHODID_GET_DEAD_LETTER_STATS:
          serviceImpl.getDeadLetterStats((dev.sluice.v1.GetDeadLetterStatsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetDeadLetterStatsResponse>) responseObserver);
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
          getRetryDeadLettersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.RetryDeadLettersRequest,
              dev.sluice.v1.RetryDeadLettersResponse>(
                service, METHODID_RETRY_DEAD_LETTERS)))
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
          getCancelRedriveMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.CancelRedriveRequest,
              dev.sluice.v1.CancelRedriveResponse>(
                service, METHODID_CANCEL_REDRIVE)))
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
              .addMethod(getListGroupsMethod())
              .addMethod(getPreviewRetryMethod())
              .addMethod(getRetryDeadLettersMethod())
              .addMethod(getGetRedriveMethod())
              .addMethod(getWatchRedriveMethod())
              .addMethod(getCancelRedriveMethod())
              .addMethod(getEditAndRetryMethod())
              .addMethod(getResolveDeadLettersMethod())
              .addMethod(getDiscardDeadLettersMethod())
              .addMethod(getRestoreDeadLettersMethod())
              .addMethod(getReportDeadLetterMethod())
              .addMethod(getGetDeadLetterStatsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
