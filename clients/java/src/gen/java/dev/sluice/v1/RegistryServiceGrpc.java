package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Schemas by subject and version: register, find, compare, retire, watch.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class RegistryServiceGrpc {

  private RegistryServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.RegistryService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.RegisterSchemaRequest,
      dev.sluice.v1.RegisterSchemaResponse> getRegisterSchemaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RegisterSchema",
      requestType = dev.sluice.v1.RegisterSchemaRequest.class,
      responseType = dev.sluice.v1.RegisterSchemaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.RegisterSchemaRequest,
      dev.sluice.v1.RegisterSchemaResponse> getRegisterSchemaMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.RegisterSchemaRequest, dev.sluice.v1.RegisterSchemaResponse> getRegisterSchemaMethod;
    if ((getRegisterSchemaMethod = RegistryServiceGrpc.getRegisterSchemaMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getRegisterSchemaMethod = RegistryServiceGrpc.getRegisterSchemaMethod) == null) {
          RegistryServiceGrpc.getRegisterSchemaMethod = getRegisterSchemaMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.RegisterSchemaRequest, dev.sluice.v1.RegisterSchemaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RegisterSchema"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RegisterSchemaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.RegisterSchemaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("RegisterSchema"))
              .build();
        }
      }
    }
    return getRegisterSchemaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetSchemaRequest,
      dev.sluice.v1.GetSchemaResponse> getGetSchemaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSchema",
      requestType = dev.sluice.v1.GetSchemaRequest.class,
      responseType = dev.sluice.v1.GetSchemaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetSchemaRequest,
      dev.sluice.v1.GetSchemaResponse> getGetSchemaMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetSchemaRequest, dev.sluice.v1.GetSchemaResponse> getGetSchemaMethod;
    if ((getGetSchemaMethod = RegistryServiceGrpc.getGetSchemaMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getGetSchemaMethod = RegistryServiceGrpc.getGetSchemaMethod) == null) {
          RegistryServiceGrpc.getGetSchemaMethod = getGetSchemaMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetSchemaRequest, dev.sluice.v1.GetSchemaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSchema"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetSchemaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetSchemaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("GetSchema"))
              .build();
        }
      }
    }
    return getGetSchemaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ResolveSchemaRequest,
      dev.sluice.v1.ResolveSchemaResponse> getResolveSchemaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResolveSchema",
      requestType = dev.sluice.v1.ResolveSchemaRequest.class,
      responseType = dev.sluice.v1.ResolveSchemaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ResolveSchemaRequest,
      dev.sluice.v1.ResolveSchemaResponse> getResolveSchemaMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ResolveSchemaRequest, dev.sluice.v1.ResolveSchemaResponse> getResolveSchemaMethod;
    if ((getResolveSchemaMethod = RegistryServiceGrpc.getResolveSchemaMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getResolveSchemaMethod = RegistryServiceGrpc.getResolveSchemaMethod) == null) {
          RegistryServiceGrpc.getResolveSchemaMethod = getResolveSchemaMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ResolveSchemaRequest, dev.sluice.v1.ResolveSchemaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResolveSchema"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ResolveSchemaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ResolveSchemaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("ResolveSchema"))
              .build();
        }
      }
    }
    return getResolveSchemaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListSubjectsRequest,
      dev.sluice.v1.ListSubjectsResponse> getListSubjectsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSubjects",
      requestType = dev.sluice.v1.ListSubjectsRequest.class,
      responseType = dev.sluice.v1.ListSubjectsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListSubjectsRequest,
      dev.sluice.v1.ListSubjectsResponse> getListSubjectsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListSubjectsRequest, dev.sluice.v1.ListSubjectsResponse> getListSubjectsMethod;
    if ((getListSubjectsMethod = RegistryServiceGrpc.getListSubjectsMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getListSubjectsMethod = RegistryServiceGrpc.getListSubjectsMethod) == null) {
          RegistryServiceGrpc.getListSubjectsMethod = getListSubjectsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListSubjectsRequest, dev.sluice.v1.ListSubjectsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSubjects"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListSubjectsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListSubjectsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("ListSubjects"))
              .build();
        }
      }
    }
    return getListSubjectsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListVersionsRequest,
      dev.sluice.v1.ListVersionsResponse> getListVersionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListVersions",
      requestType = dev.sluice.v1.ListVersionsRequest.class,
      responseType = dev.sluice.v1.ListVersionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListVersionsRequest,
      dev.sluice.v1.ListVersionsResponse> getListVersionsMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListVersionsRequest, dev.sluice.v1.ListVersionsResponse> getListVersionsMethod;
    if ((getListVersionsMethod = RegistryServiceGrpc.getListVersionsMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getListVersionsMethod = RegistryServiceGrpc.getListVersionsMethod) == null) {
          RegistryServiceGrpc.getListVersionsMethod = getListVersionsMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListVersionsRequest, dev.sluice.v1.ListVersionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListVersions"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListVersionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListVersionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("ListVersions"))
              .build();
        }
      }
    }
    return getListVersionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.CheckCompatibilityRequest,
      dev.sluice.v1.CheckCompatibilityResponse> getCheckCompatibilityMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CheckCompatibility",
      requestType = dev.sluice.v1.CheckCompatibilityRequest.class,
      responseType = dev.sluice.v1.CheckCompatibilityResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.CheckCompatibilityRequest,
      dev.sluice.v1.CheckCompatibilityResponse> getCheckCompatibilityMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.CheckCompatibilityRequest, dev.sluice.v1.CheckCompatibilityResponse> getCheckCompatibilityMethod;
    if ((getCheckCompatibilityMethod = RegistryServiceGrpc.getCheckCompatibilityMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getCheckCompatibilityMethod = RegistryServiceGrpc.getCheckCompatibilityMethod) == null) {
          RegistryServiceGrpc.getCheckCompatibilityMethod = getCheckCompatibilityMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.CheckCompatibilityRequest, dev.sluice.v1.CheckCompatibilityResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CheckCompatibility"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CheckCompatibilityRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CheckCompatibilityResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("CheckCompatibility"))
              .build();
        }
      }
    }
    return getCheckCompatibilityMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.CompareSchemasRequest,
      dev.sluice.v1.CompareSchemasResponse> getCompareSchemasMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CompareSchemas",
      requestType = dev.sluice.v1.CompareSchemasRequest.class,
      responseType = dev.sluice.v1.CompareSchemasResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.CompareSchemasRequest,
      dev.sluice.v1.CompareSchemasResponse> getCompareSchemasMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.CompareSchemasRequest, dev.sluice.v1.CompareSchemasResponse> getCompareSchemasMethod;
    if ((getCompareSchemasMethod = RegistryServiceGrpc.getCompareSchemasMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getCompareSchemasMethod = RegistryServiceGrpc.getCompareSchemasMethod) == null) {
          RegistryServiceGrpc.getCompareSchemasMethod = getCompareSchemasMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.CompareSchemasRequest, dev.sluice.v1.CompareSchemasResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CompareSchemas"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CompareSchemasRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.CompareSchemasResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("CompareSchemas"))
              .build();
        }
      }
    }
    return getCompareSchemasMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.LintSchemaRequest,
      dev.sluice.v1.LintSchemaResponse> getLintSchemaMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "LintSchema",
      requestType = dev.sluice.v1.LintSchemaRequest.class,
      responseType = dev.sluice.v1.LintSchemaResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.LintSchemaRequest,
      dev.sluice.v1.LintSchemaResponse> getLintSchemaMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.LintSchemaRequest, dev.sluice.v1.LintSchemaResponse> getLintSchemaMethod;
    if ((getLintSchemaMethod = RegistryServiceGrpc.getLintSchemaMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getLintSchemaMethod = RegistryServiceGrpc.getLintSchemaMethod) == null) {
          RegistryServiceGrpc.getLintSchemaMethod = getLintSchemaMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.LintSchemaRequest, dev.sluice.v1.LintSchemaResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "LintSchema"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.LintSchemaRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.LintSchemaResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("LintSchema"))
              .build();
        }
      }
    }
    return getLintSchemaMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DiffSchemasRequest,
      dev.sluice.v1.DiffSchemasResponse> getDiffSchemasMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DiffSchemas",
      requestType = dev.sluice.v1.DiffSchemasRequest.class,
      responseType = dev.sluice.v1.DiffSchemasResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DiffSchemasRequest,
      dev.sluice.v1.DiffSchemasResponse> getDiffSchemasMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DiffSchemasRequest, dev.sluice.v1.DiffSchemasResponse> getDiffSchemasMethod;
    if ((getDiffSchemasMethod = RegistryServiceGrpc.getDiffSchemasMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getDiffSchemasMethod = RegistryServiceGrpc.getDiffSchemasMethod) == null) {
          RegistryServiceGrpc.getDiffSchemasMethod = getDiffSchemasMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DiffSchemasRequest, dev.sluice.v1.DiffSchemasResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DiffSchemas"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DiffSchemasRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DiffSchemasResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("DiffSchemas"))
              .build();
        }
      }
    }
    return getDiffSchemasMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetCompatibilityRequest,
      dev.sluice.v1.GetCompatibilityResponse> getGetCompatibilityMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetCompatibility",
      requestType = dev.sluice.v1.GetCompatibilityRequest.class,
      responseType = dev.sluice.v1.GetCompatibilityResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetCompatibilityRequest,
      dev.sluice.v1.GetCompatibilityResponse> getGetCompatibilityMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetCompatibilityRequest, dev.sluice.v1.GetCompatibilityResponse> getGetCompatibilityMethod;
    if ((getGetCompatibilityMethod = RegistryServiceGrpc.getGetCompatibilityMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getGetCompatibilityMethod = RegistryServiceGrpc.getGetCompatibilityMethod) == null) {
          RegistryServiceGrpc.getGetCompatibilityMethod = getGetCompatibilityMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetCompatibilityRequest, dev.sluice.v1.GetCompatibilityResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetCompatibility"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetCompatibilityRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetCompatibilityResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("GetCompatibility"))
              .build();
        }
      }
    }
    return getGetCompatibilityMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetCompatibilityRequest,
      dev.sluice.v1.SetCompatibilityResponse> getSetCompatibilityMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetCompatibility",
      requestType = dev.sluice.v1.SetCompatibilityRequest.class,
      responseType = dev.sluice.v1.SetCompatibilityResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetCompatibilityRequest,
      dev.sluice.v1.SetCompatibilityResponse> getSetCompatibilityMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetCompatibilityRequest, dev.sluice.v1.SetCompatibilityResponse> getSetCompatibilityMethod;
    if ((getSetCompatibilityMethod = RegistryServiceGrpc.getSetCompatibilityMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getSetCompatibilityMethod = RegistryServiceGrpc.getSetCompatibilityMethod) == null) {
          RegistryServiceGrpc.getSetCompatibilityMethod = getSetCompatibilityMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetCompatibilityRequest, dev.sluice.v1.SetCompatibilityResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetCompatibility"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetCompatibilityRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetCompatibilityResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("SetCompatibility"))
              .build();
        }
      }
    }
    return getSetCompatibilityMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetVersionStateRequest,
      dev.sluice.v1.SetVersionStateResponse> getSetVersionStateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetVersionState",
      requestType = dev.sluice.v1.SetVersionStateRequest.class,
      responseType = dev.sluice.v1.SetVersionStateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetVersionStateRequest,
      dev.sluice.v1.SetVersionStateResponse> getSetVersionStateMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetVersionStateRequest, dev.sluice.v1.SetVersionStateResponse> getSetVersionStateMethod;
    if ((getSetVersionStateMethod = RegistryServiceGrpc.getSetVersionStateMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getSetVersionStateMethod = RegistryServiceGrpc.getSetVersionStateMethod) == null) {
          RegistryServiceGrpc.getSetVersionStateMethod = getSetVersionStateMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetVersionStateRequest, dev.sluice.v1.SetVersionStateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetVersionState"))
              .setIdempotent(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetVersionStateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetVersionStateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("SetVersionState"))
              .build();
        }
      }
    }
    return getSetVersionStateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DeleteVersionRequest,
      dev.sluice.v1.DeleteVersionResponse> getDeleteVersionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteVersion",
      requestType = dev.sluice.v1.DeleteVersionRequest.class,
      responseType = dev.sluice.v1.DeleteVersionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DeleteVersionRequest,
      dev.sluice.v1.DeleteVersionResponse> getDeleteVersionMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DeleteVersionRequest, dev.sluice.v1.DeleteVersionResponse> getDeleteVersionMethod;
    if ((getDeleteVersionMethod = RegistryServiceGrpc.getDeleteVersionMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getDeleteVersionMethod = RegistryServiceGrpc.getDeleteVersionMethod) == null) {
          RegistryServiceGrpc.getDeleteVersionMethod = getDeleteVersionMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DeleteVersionRequest, dev.sluice.v1.DeleteVersionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteVersion"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteVersionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteVersionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("DeleteVersion"))
              .build();
        }
      }
    }
    return getDeleteVersionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DeleteSubjectRequest,
      dev.sluice.v1.DeleteSubjectResponse> getDeleteSubjectMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteSubject",
      requestType = dev.sluice.v1.DeleteSubjectRequest.class,
      responseType = dev.sluice.v1.DeleteSubjectResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DeleteSubjectRequest,
      dev.sluice.v1.DeleteSubjectResponse> getDeleteSubjectMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DeleteSubjectRequest, dev.sluice.v1.DeleteSubjectResponse> getDeleteSubjectMethod;
    if ((getDeleteSubjectMethod = RegistryServiceGrpc.getDeleteSubjectMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getDeleteSubjectMethod = RegistryServiceGrpc.getDeleteSubjectMethod) == null) {
          RegistryServiceGrpc.getDeleteSubjectMethod = getDeleteSubjectMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DeleteSubjectRequest, dev.sluice.v1.DeleteSubjectResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteSubject"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteSubjectRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteSubjectResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("DeleteSubject"))
              .build();
        }
      }
    }
    return getDeleteSubjectMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.UndeleteRequest,
      dev.sluice.v1.UndeleteResponse> getUndeleteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Undelete",
      requestType = dev.sluice.v1.UndeleteRequest.class,
      responseType = dev.sluice.v1.UndeleteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.UndeleteRequest,
      dev.sluice.v1.UndeleteResponse> getUndeleteMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.UndeleteRequest, dev.sluice.v1.UndeleteResponse> getUndeleteMethod;
    if ((getUndeleteMethod = RegistryServiceGrpc.getUndeleteMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getUndeleteMethod = RegistryServiceGrpc.getUndeleteMethod) == null) {
          RegistryServiceGrpc.getUndeleteMethod = getUndeleteMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.UndeleteRequest, dev.sluice.v1.UndeleteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Undelete"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.UndeleteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.UndeleteResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("Undelete"))
              .build();
        }
      }
    }
    return getUndeleteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.WatchSchemasRequest,
      dev.sluice.v1.WatchSchemasResponse> getWatchSchemasMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchSchemas",
      requestType = dev.sluice.v1.WatchSchemasRequest.class,
      responseType = dev.sluice.v1.WatchSchemasResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.WatchSchemasRequest,
      dev.sluice.v1.WatchSchemasResponse> getWatchSchemasMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.WatchSchemasRequest, dev.sluice.v1.WatchSchemasResponse> getWatchSchemasMethod;
    if ((getWatchSchemasMethod = RegistryServiceGrpc.getWatchSchemasMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getWatchSchemasMethod = RegistryServiceGrpc.getWatchSchemasMethod) == null) {
          RegistryServiceGrpc.getWatchSchemasMethod = getWatchSchemasMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.WatchSchemasRequest, dev.sluice.v1.WatchSchemasResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchSchemas"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchSchemasRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.WatchSchemasResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("WatchSchemas"))
              .build();
        }
      }
    }
    return getWatchSchemasMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SetUpcasterRequest,
      dev.sluice.v1.SetUpcasterResponse> getSetUpcasterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetUpcaster",
      requestType = dev.sluice.v1.SetUpcasterRequest.class,
      responseType = dev.sluice.v1.SetUpcasterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SetUpcasterRequest,
      dev.sluice.v1.SetUpcasterResponse> getSetUpcasterMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SetUpcasterRequest, dev.sluice.v1.SetUpcasterResponse> getSetUpcasterMethod;
    if ((getSetUpcasterMethod = RegistryServiceGrpc.getSetUpcasterMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getSetUpcasterMethod = RegistryServiceGrpc.getSetUpcasterMethod) == null) {
          RegistryServiceGrpc.getSetUpcasterMethod = getSetUpcasterMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SetUpcasterRequest, dev.sluice.v1.SetUpcasterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetUpcaster"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetUpcasterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SetUpcasterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("SetUpcaster"))
              .build();
        }
      }
    }
    return getSetUpcasterMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetUpcasterRequest,
      dev.sluice.v1.GetUpcasterResponse> getGetUpcasterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetUpcaster",
      requestType = dev.sluice.v1.GetUpcasterRequest.class,
      responseType = dev.sluice.v1.GetUpcasterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetUpcasterRequest,
      dev.sluice.v1.GetUpcasterResponse> getGetUpcasterMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetUpcasterRequest, dev.sluice.v1.GetUpcasterResponse> getGetUpcasterMethod;
    if ((getGetUpcasterMethod = RegistryServiceGrpc.getGetUpcasterMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getGetUpcasterMethod = RegistryServiceGrpc.getGetUpcasterMethod) == null) {
          RegistryServiceGrpc.getGetUpcasterMethod = getGetUpcasterMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetUpcasterRequest, dev.sluice.v1.GetUpcasterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetUpcaster"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetUpcasterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetUpcasterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("GetUpcaster"))
              .build();
        }
      }
    }
    return getGetUpcasterMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListUpcastersRequest,
      dev.sluice.v1.ListUpcastersResponse> getListUpcastersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListUpcasters",
      requestType = dev.sluice.v1.ListUpcastersRequest.class,
      responseType = dev.sluice.v1.ListUpcastersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListUpcastersRequest,
      dev.sluice.v1.ListUpcastersResponse> getListUpcastersMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListUpcastersRequest, dev.sluice.v1.ListUpcastersResponse> getListUpcastersMethod;
    if ((getListUpcastersMethod = RegistryServiceGrpc.getListUpcastersMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getListUpcastersMethod = RegistryServiceGrpc.getListUpcastersMethod) == null) {
          RegistryServiceGrpc.getListUpcastersMethod = getListUpcastersMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListUpcastersRequest, dev.sluice.v1.ListUpcastersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListUpcasters"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListUpcastersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListUpcastersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("ListUpcasters"))
              .build();
        }
      }
    }
    return getListUpcastersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DeleteUpcasterRequest,
      dev.sluice.v1.DeleteUpcasterResponse> getDeleteUpcasterMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteUpcaster",
      requestType = dev.sluice.v1.DeleteUpcasterRequest.class,
      responseType = dev.sluice.v1.DeleteUpcasterResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DeleteUpcasterRequest,
      dev.sluice.v1.DeleteUpcasterResponse> getDeleteUpcasterMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DeleteUpcasterRequest, dev.sluice.v1.DeleteUpcasterResponse> getDeleteUpcasterMethod;
    if ((getDeleteUpcasterMethod = RegistryServiceGrpc.getDeleteUpcasterMethod) == null) {
      synchronized (RegistryServiceGrpc.class) {
        if ((getDeleteUpcasterMethod = RegistryServiceGrpc.getDeleteUpcasterMethod) == null) {
          RegistryServiceGrpc.getDeleteUpcasterMethod = getDeleteUpcasterMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DeleteUpcasterRequest, dev.sluice.v1.DeleteUpcasterResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteUpcaster"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteUpcasterRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteUpcasterResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RegistryServiceMethodDescriptorSupplier("DeleteUpcaster"))
              .build();
        }
      }
    }
    return getDeleteUpcasterMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static RegistryServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RegistryServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RegistryServiceStub>() {
        @java.lang.Override
        public RegistryServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RegistryServiceStub(channel, callOptions);
        }
      };
    return RegistryServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static RegistryServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RegistryServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RegistryServiceBlockingV2Stub>() {
        @java.lang.Override
        public RegistryServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RegistryServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return RegistryServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static RegistryServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RegistryServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RegistryServiceBlockingStub>() {
        @java.lang.Override
        public RegistryServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RegistryServiceBlockingStub(channel, callOptions);
        }
      };
    return RegistryServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static RegistryServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RegistryServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RegistryServiceFutureStub>() {
        @java.lang.Override
        public RegistryServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RegistryServiceFutureStub(channel, callOptions);
        }
      };
    return RegistryServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Schemas by subject and version: register, find, compare, retire, watch.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Registers a schema as the next version of a subject. Registering content the subject already has returns that
     * version. Refused with INCOMPATIBLE_SCHEMA or UNDECIDED_COMPATIBILITY when the compatibility level demands it.
     * </pre>
     */
    default void registerSchema(dev.sluice.v1.RegisterSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RegisterSchemaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRegisterSchemaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Finds one version: by id, guid, or within a subject by number, semver, range, track or as the latest.
     * </pre>
     */
    default void getSchema(dev.sluice.v1.GetSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetSchemaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSchemaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Chooses the first version of an ordered preference that exists and is usable, and says why it was chosen.
     * </pre>
     */
    default void resolveSchema(dev.sluice.v1.ResolveSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ResolveSchemaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResolveSchemaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists subjects in the order of their names.
     * </pre>
     */
    default void listSubjects(dev.sluice.v1.ListSubjectsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListSubjectsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSubjectsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the versions of one subject, oldest first.
     * </pre>
     */
    default void listVersions(dev.sluice.v1.ListVersionsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListVersionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListVersionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what RegisterSchema would say to a candidate, without registering it.
     * </pre>
     */
    default void checkCompatibility(dev.sluice.v1.CheckCompatibilityRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CheckCompatibilityResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCheckCompatibilityMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says whether a reader schema reads what a writer schema writes. Touches no stored state.
     * </pre>
     */
    default void compareSchemas(dev.sluice.v1.CompareSchemasRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CompareSchemasResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCompareSchemasMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what the server's lint rules find in a schema: naming, documentation, open content, personal data without a tag.
     * Touches no stored state.
     * </pre>
     */
    default void lintSchema(dev.sluice.v1.LintSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.LintSchemaResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getLintSchemaMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists in plain words what changed between two versions.
     * </pre>
     */
    default void diffSchemas(dev.sluice.v1.DiffSchemasRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DiffSchemasResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDiffSchemasMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    default void getCompatibility(dev.sluice.v1.GetCompatibilityRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetCompatibilityResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetCompatibilityMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    default void setCompatibility(dev.sluice.v1.SetCompatibilityRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetCompatibilityResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetCompatibilityMethod(), responseObserver);
    }

    /**
     * <pre>
     * Marks a version active, deprecated or disabled.
     * </pre>
     */
    default void setVersionState(dev.sluice.v1.SetVersionStateRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetVersionStateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetVersionStateMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes one version: soft first, then for good.
     * </pre>
     */
    default void deleteVersion(dev.sluice.v1.DeleteVersionRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteVersionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteVersionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a subject with all its versions: soft first, then for good.
     * </pre>
     */
    default void deleteSubject(dev.sluice.v1.DeleteSubjectRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteSubjectResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteSubjectMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes back the soft delete of a version, or of every version of a subject.
     * </pre>
     */
    default void undelete(dev.sluice.v1.UndeleteRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.UndeleteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUndeleteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the changes of the registry, from a sequence on and then as they happen.
     * </pre>
     */
    default void watchSchemas(dev.sluice.v1.WatchSchemasRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchSchemasResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchSchemasMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets how events of one track of a subject become events of another. Refused when an example does not fit afterwards.
     * </pre>
     */
    default void setUpcaster(dev.sluice.v1.SetUpcasterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetUpcasterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetUpcasterMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads an upcaster.
     * </pre>
     */
    default void getUpcaster(dev.sluice.v1.GetUpcasterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetUpcasterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetUpcasterMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the upcasters of a subject, by the tracks they begin with.
     * </pre>
     */
    default void listUpcasters(dev.sluice.v1.ListUpcastersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListUpcastersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListUpcastersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes an upcaster.
     * </pre>
     */
    default void deleteUpcaster(dev.sluice.v1.DeleteUpcasterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteUpcasterResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteUpcasterMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service RegistryService.
   * <pre>
   * Schemas by subject and version: register, find, compare, retire, watch.
   * </pre>
   */
  public static abstract class RegistryServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return RegistryServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service RegistryService.
   * <pre>
   * Schemas by subject and version: register, find, compare, retire, watch.
   * </pre>
   */
  public static final class RegistryServiceStub
      extends io.grpc.stub.AbstractAsyncStub<RegistryServiceStub> {
    private RegistryServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RegistryServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RegistryServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Registers a schema as the next version of a subject. Registering content the subject already has returns that
     * version. Refused with INCOMPATIBLE_SCHEMA or UNDECIDED_COMPATIBILITY when the compatibility level demands it.
     * </pre>
     */
    public void registerSchema(dev.sluice.v1.RegisterSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.RegisterSchemaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRegisterSchemaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Finds one version: by id, guid, or within a subject by number, semver, range, track or as the latest.
     * </pre>
     */
    public void getSchema(dev.sluice.v1.GetSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetSchemaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSchemaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Chooses the first version of an ordered preference that exists and is usable, and says why it was chosen.
     * </pre>
     */
    public void resolveSchema(dev.sluice.v1.ResolveSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ResolveSchemaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResolveSchemaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists subjects in the order of their names.
     * </pre>
     */
    public void listSubjects(dev.sluice.v1.ListSubjectsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListSubjectsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSubjectsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the versions of one subject, oldest first.
     * </pre>
     */
    public void listVersions(dev.sluice.v1.ListVersionsRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListVersionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListVersionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what RegisterSchema would say to a candidate, without registering it.
     * </pre>
     */
    public void checkCompatibility(dev.sluice.v1.CheckCompatibilityRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CheckCompatibilityResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCheckCompatibilityMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says whether a reader schema reads what a writer schema writes. Touches no stored state.
     * </pre>
     */
    public void compareSchemas(dev.sluice.v1.CompareSchemasRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.CompareSchemasResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCompareSchemasMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what the server's lint rules find in a schema: naming, documentation, open content, personal data without a tag.
     * Touches no stored state.
     * </pre>
     */
    public void lintSchema(dev.sluice.v1.LintSchemaRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.LintSchemaResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getLintSchemaMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists in plain words what changed between two versions.
     * </pre>
     */
    public void diffSchemas(dev.sluice.v1.DiffSchemasRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DiffSchemasResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDiffSchemasMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public void getCompatibility(dev.sluice.v1.GetCompatibilityRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetCompatibilityResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetCompatibilityMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public void setCompatibility(dev.sluice.v1.SetCompatibilityRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetCompatibilityResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetCompatibilityMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Marks a version active, deprecated or disabled.
     * </pre>
     */
    public void setVersionState(dev.sluice.v1.SetVersionStateRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetVersionStateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetVersionStateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes one version: soft first, then for good.
     * </pre>
     */
    public void deleteVersion(dev.sluice.v1.DeleteVersionRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteVersionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteVersionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a subject with all its versions: soft first, then for good.
     * </pre>
     */
    public void deleteSubject(dev.sluice.v1.DeleteSubjectRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteSubjectResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteSubjectMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes back the soft delete of a version, or of every version of a subject.
     * </pre>
     */
    public void undelete(dev.sluice.v1.UndeleteRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.UndeleteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUndeleteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the changes of the registry, from a sequence on and then as they happen.
     * </pre>
     */
    public void watchSchemas(dev.sluice.v1.WatchSchemasRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.WatchSchemasResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchSchemasMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets how events of one track of a subject become events of another. Refused when an example does not fit afterwards.
     * </pre>
     */
    public void setUpcaster(dev.sluice.v1.SetUpcasterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SetUpcasterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetUpcasterMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads an upcaster.
     * </pre>
     */
    public void getUpcaster(dev.sluice.v1.GetUpcasterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetUpcasterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetUpcasterMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the upcasters of a subject, by the tracks they begin with.
     * </pre>
     */
    public void listUpcasters(dev.sluice.v1.ListUpcastersRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListUpcastersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListUpcastersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes an upcaster.
     * </pre>
     */
    public void deleteUpcaster(dev.sluice.v1.DeleteUpcasterRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteUpcasterResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteUpcasterMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service RegistryService.
   * <pre>
   * Schemas by subject and version: register, find, compare, retire, watch.
   * </pre>
   */
  public static final class RegistryServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<RegistryServiceBlockingV2Stub> {
    private RegistryServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RegistryServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RegistryServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Registers a schema as the next version of a subject. Registering content the subject already has returns that
     * version. Refused with INCOMPATIBLE_SCHEMA or UNDECIDED_COMPATIBILITY when the compatibility level demands it.
     * </pre>
     */
    public dev.sluice.v1.RegisterSchemaResponse registerSchema(dev.sluice.v1.RegisterSchemaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRegisterSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Finds one version: by id, guid, or within a subject by number, semver, range, track or as the latest.
     * </pre>
     */
    public dev.sluice.v1.GetSchemaResponse getSchema(dev.sluice.v1.GetSchemaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Chooses the first version of an ordered preference that exists and is usable, and says why it was chosen.
     * </pre>
     */
    public dev.sluice.v1.ResolveSchemaResponse resolveSchema(dev.sluice.v1.ResolveSchemaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getResolveSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists subjects in the order of their names.
     * </pre>
     */
    public dev.sluice.v1.ListSubjectsResponse listSubjects(dev.sluice.v1.ListSubjectsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSubjectsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the versions of one subject, oldest first.
     * </pre>
     */
    public dev.sluice.v1.ListVersionsResponse listVersions(dev.sluice.v1.ListVersionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListVersionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what RegisterSchema would say to a candidate, without registering it.
     * </pre>
     */
    public dev.sluice.v1.CheckCompatibilityResponse checkCompatibility(dev.sluice.v1.CheckCompatibilityRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCheckCompatibilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether a reader schema reads what a writer schema writes. Touches no stored state.
     * </pre>
     */
    public dev.sluice.v1.CompareSchemasResponse compareSchemas(dev.sluice.v1.CompareSchemasRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCompareSchemasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what the server's lint rules find in a schema: naming, documentation, open content, personal data without a tag.
     * Touches no stored state.
     * </pre>
     */
    public dev.sluice.v1.LintSchemaResponse lintSchema(dev.sluice.v1.LintSchemaRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getLintSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists in plain words what changed between two versions.
     * </pre>
     */
    public dev.sluice.v1.DiffSchemasResponse diffSchemas(dev.sluice.v1.DiffSchemasRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDiffSchemasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public dev.sluice.v1.GetCompatibilityResponse getCompatibility(dev.sluice.v1.GetCompatibilityRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetCompatibilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public dev.sluice.v1.SetCompatibilityResponse setCompatibility(dev.sluice.v1.SetCompatibilityRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetCompatibilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Marks a version active, deprecated or disabled.
     * </pre>
     */
    public dev.sluice.v1.SetVersionStateResponse setVersionState(dev.sluice.v1.SetVersionStateRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetVersionStateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes one version: soft first, then for good.
     * </pre>
     */
    public dev.sluice.v1.DeleteVersionResponse deleteVersion(dev.sluice.v1.DeleteVersionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteVersionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a subject with all its versions: soft first, then for good.
     * </pre>
     */
    public dev.sluice.v1.DeleteSubjectResponse deleteSubject(dev.sluice.v1.DeleteSubjectRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteSubjectMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes back the soft delete of a version, or of every version of a subject.
     * </pre>
     */
    public dev.sluice.v1.UndeleteResponse undelete(dev.sluice.v1.UndeleteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUndeleteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the changes of the registry, from a sequence on and then as they happen.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.sluice.v1.WatchSchemasResponse>
        watchSchemas(dev.sluice.v1.WatchSchemasRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getWatchSchemasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets how events of one track of a subject become events of another. Refused when an example does not fit afterwards.
     * </pre>
     */
    public dev.sluice.v1.SetUpcasterResponse setUpcaster(dev.sluice.v1.SetUpcasterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetUpcasterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an upcaster.
     * </pre>
     */
    public dev.sluice.v1.GetUpcasterResponse getUpcaster(dev.sluice.v1.GetUpcasterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetUpcasterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the upcasters of a subject, by the tracks they begin with.
     * </pre>
     */
    public dev.sluice.v1.ListUpcastersResponse listUpcasters(dev.sluice.v1.ListUpcastersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListUpcastersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes an upcaster.
     * </pre>
     */
    public dev.sluice.v1.DeleteUpcasterResponse deleteUpcaster(dev.sluice.v1.DeleteUpcasterRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteUpcasterMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service RegistryService.
   * <pre>
   * Schemas by subject and version: register, find, compare, retire, watch.
   * </pre>
   */
  public static final class RegistryServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<RegistryServiceBlockingStub> {
    private RegistryServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RegistryServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RegistryServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Registers a schema as the next version of a subject. Registering content the subject already has returns that
     * version. Refused with INCOMPATIBLE_SCHEMA or UNDECIDED_COMPATIBILITY when the compatibility level demands it.
     * </pre>
     */
    public dev.sluice.v1.RegisterSchemaResponse registerSchema(dev.sluice.v1.RegisterSchemaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRegisterSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Finds one version: by id, guid, or within a subject by number, semver, range, track or as the latest.
     * </pre>
     */
    public dev.sluice.v1.GetSchemaResponse getSchema(dev.sluice.v1.GetSchemaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Chooses the first version of an ordered preference that exists and is usable, and says why it was chosen.
     * </pre>
     */
    public dev.sluice.v1.ResolveSchemaResponse resolveSchema(dev.sluice.v1.ResolveSchemaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResolveSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists subjects in the order of their names.
     * </pre>
     */
    public dev.sluice.v1.ListSubjectsResponse listSubjects(dev.sluice.v1.ListSubjectsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSubjectsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the versions of one subject, oldest first.
     * </pre>
     */
    public dev.sluice.v1.ListVersionsResponse listVersions(dev.sluice.v1.ListVersionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListVersionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what RegisterSchema would say to a candidate, without registering it.
     * </pre>
     */
    public dev.sluice.v1.CheckCompatibilityResponse checkCompatibility(dev.sluice.v1.CheckCompatibilityRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCheckCompatibilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether a reader schema reads what a writer schema writes. Touches no stored state.
     * </pre>
     */
    public dev.sluice.v1.CompareSchemasResponse compareSchemas(dev.sluice.v1.CompareSchemasRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCompareSchemasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what the server's lint rules find in a schema: naming, documentation, open content, personal data without a tag.
     * Touches no stored state.
     * </pre>
     */
    public dev.sluice.v1.LintSchemaResponse lintSchema(dev.sluice.v1.LintSchemaRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getLintSchemaMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists in plain words what changed between two versions.
     * </pre>
     */
    public dev.sluice.v1.DiffSchemasResponse diffSchemas(dev.sluice.v1.DiffSchemasRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDiffSchemasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public dev.sluice.v1.GetCompatibilityResponse getCompatibility(dev.sluice.v1.GetCompatibilityRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetCompatibilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public dev.sluice.v1.SetCompatibilityResponse setCompatibility(dev.sluice.v1.SetCompatibilityRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetCompatibilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Marks a version active, deprecated or disabled.
     * </pre>
     */
    public dev.sluice.v1.SetVersionStateResponse setVersionState(dev.sluice.v1.SetVersionStateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetVersionStateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes one version: soft first, then for good.
     * </pre>
     */
    public dev.sluice.v1.DeleteVersionResponse deleteVersion(dev.sluice.v1.DeleteVersionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteVersionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a subject with all its versions: soft first, then for good.
     * </pre>
     */
    public dev.sluice.v1.DeleteSubjectResponse deleteSubject(dev.sluice.v1.DeleteSubjectRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteSubjectMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes back the soft delete of a version, or of every version of a subject.
     * </pre>
     */
    public dev.sluice.v1.UndeleteResponse undelete(dev.sluice.v1.UndeleteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUndeleteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the changes of the registry, from a sequence on and then as they happen.
     * </pre>
     */
    public java.util.Iterator<dev.sluice.v1.WatchSchemasResponse> watchSchemas(
        dev.sluice.v1.WatchSchemasRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchSchemasMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets how events of one track of a subject become events of another. Refused when an example does not fit afterwards.
     * </pre>
     */
    public dev.sluice.v1.SetUpcasterResponse setUpcaster(dev.sluice.v1.SetUpcasterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetUpcasterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads an upcaster.
     * </pre>
     */
    public dev.sluice.v1.GetUpcasterResponse getUpcaster(dev.sluice.v1.GetUpcasterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetUpcasterMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the upcasters of a subject, by the tracks they begin with.
     * </pre>
     */
    public dev.sluice.v1.ListUpcastersResponse listUpcasters(dev.sluice.v1.ListUpcastersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListUpcastersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes an upcaster.
     * </pre>
     */
    public dev.sluice.v1.DeleteUpcasterResponse deleteUpcaster(dev.sluice.v1.DeleteUpcasterRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteUpcasterMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service RegistryService.
   * <pre>
   * Schemas by subject and version: register, find, compare, retire, watch.
   * </pre>
   */
  public static final class RegistryServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<RegistryServiceFutureStub> {
    private RegistryServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RegistryServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RegistryServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Registers a schema as the next version of a subject. Registering content the subject already has returns that
     * version. Refused with INCOMPATIBLE_SCHEMA or UNDECIDED_COMPATIBILITY when the compatibility level demands it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.RegisterSchemaResponse> registerSchema(
        dev.sluice.v1.RegisterSchemaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRegisterSchemaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Finds one version: by id, guid, or within a subject by number, semver, range, track or as the latest.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetSchemaResponse> getSchema(
        dev.sluice.v1.GetSchemaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSchemaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Chooses the first version of an ordered preference that exists and is usable, and says why it was chosen.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ResolveSchemaResponse> resolveSchema(
        dev.sluice.v1.ResolveSchemaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResolveSchemaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists subjects in the order of their names.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListSubjectsResponse> listSubjects(
        dev.sluice.v1.ListSubjectsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSubjectsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the versions of one subject, oldest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListVersionsResponse> listVersions(
        dev.sluice.v1.ListVersionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListVersionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what RegisterSchema would say to a candidate, without registering it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.CheckCompatibilityResponse> checkCompatibility(
        dev.sluice.v1.CheckCompatibilityRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCheckCompatibilityMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says whether a reader schema reads what a writer schema writes. Touches no stored state.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.CompareSchemasResponse> compareSchemas(
        dev.sluice.v1.CompareSchemasRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCompareSchemasMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what the server's lint rules find in a schema: naming, documentation, open content, personal data without a tag.
     * Touches no stored state.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.LintSchemaResponse> lintSchema(
        dev.sluice.v1.LintSchemaRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getLintSchemaMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists in plain words what changed between two versions.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DiffSchemasResponse> diffSchemas(
        dev.sluice.v1.DiffSchemasRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDiffSchemasMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetCompatibilityResponse> getCompatibility(
        dev.sluice.v1.GetCompatibilityRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetCompatibilityMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets the compatibility settings of a subject, or the global ones.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetCompatibilityResponse> setCompatibility(
        dev.sluice.v1.SetCompatibilityRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetCompatibilityMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Marks a version active, deprecated or disabled.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetVersionStateResponse> setVersionState(
        dev.sluice.v1.SetVersionStateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetVersionStateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes one version: soft first, then for good.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DeleteVersionResponse> deleteVersion(
        dev.sluice.v1.DeleteVersionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteVersionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a subject with all its versions: soft first, then for good.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DeleteSubjectResponse> deleteSubject(
        dev.sluice.v1.DeleteSubjectRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteSubjectMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes back the soft delete of a version, or of every version of a subject.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.UndeleteResponse> undelete(
        dev.sluice.v1.UndeleteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUndeleteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets how events of one track of a subject become events of another. Refused when an example does not fit afterwards.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SetUpcasterResponse> setUpcaster(
        dev.sluice.v1.SetUpcasterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetUpcasterMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads an upcaster.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetUpcasterResponse> getUpcaster(
        dev.sluice.v1.GetUpcasterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetUpcasterMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the upcasters of a subject, by the tracks they begin with.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListUpcastersResponse> listUpcasters(
        dev.sluice.v1.ListUpcastersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListUpcastersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes an upcaster.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DeleteUpcasterResponse> deleteUpcaster(
        dev.sluice.v1.DeleteUpcasterRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteUpcasterMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_REGISTER_SCHEMA = 0;
  private static final int METHODID_GET_SCHEMA = 1;
  private static final int METHODID_RESOLVE_SCHEMA = 2;
  private static final int METHODID_LIST_SUBJECTS = 3;
  private static final int METHODID_LIST_VERSIONS = 4;
  private static final int METHODID_CHECK_COMPATIBILITY = 5;
  private static final int METHODID_COMPARE_SCHEMAS = 6;
  private static final int METHODID_LINT_SCHEMA = 7;
  private static final int METHODID_DIFF_SCHEMAS = 8;
  private static final int METHODID_GET_COMPATIBILITY = 9;
  private static final int METHODID_SET_COMPATIBILITY = 10;
  private static final int METHODID_SET_VERSION_STATE = 11;
  private static final int METHODID_DELETE_VERSION = 12;
  private static final int METHODID_DELETE_SUBJECT = 13;
  private static final int METHODID_UNDELETE = 14;
  private static final int METHODID_WATCH_SCHEMAS = 15;
  private static final int METHODID_SET_UPCASTER = 16;
  private static final int METHODID_GET_UPCASTER = 17;
  private static final int METHODID_LIST_UPCASTERS = 18;
  private static final int METHODID_DELETE_UPCASTER = 19;

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
        case METHODID_REGISTER_SCHEMA:
          serviceImpl.registerSchema((dev.sluice.v1.RegisterSchemaRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.RegisterSchemaResponse>) responseObserver);
          break;
        case METHODID_GET_SCHEMA:
          serviceImpl.getSchema((dev.sluice.v1.GetSchemaRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetSchemaResponse>) responseObserver);
          break;
        case METHODID_RESOLVE_SCHEMA:
          serviceImpl.resolveSchema((dev.sluice.v1.ResolveSchemaRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ResolveSchemaResponse>) responseObserver);
          break;
        case METHODID_LIST_SUBJECTS:
          serviceImpl.listSubjects((dev.sluice.v1.ListSubjectsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListSubjectsResponse>) responseObserver);
          break;
        case METHODID_LIST_VERSIONS:
          serviceImpl.listVersions((dev.sluice.v1.ListVersionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListVersionsResponse>) responseObserver);
          break;
        case METHODID_CHECK_COMPATIBILITY:
          serviceImpl.checkCompatibility((dev.sluice.v1.CheckCompatibilityRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.CheckCompatibilityResponse>) responseObserver);
          break;
        case METHODID_COMPARE_SCHEMAS:
          serviceImpl.compareSchemas((dev.sluice.v1.CompareSchemasRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.CompareSchemasResponse>) responseObserver);
          break;
        case METHODID_LINT_SCHEMA:
          serviceImpl.lintSchema((dev.sluice.v1.LintSchemaRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.LintSchemaResponse>) responseObserver);
          break;
        case METHODID_DIFF_SCHEMAS:
          serviceImpl.diffSchemas((dev.sluice.v1.DiffSchemasRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DiffSchemasResponse>) responseObserver);
          break;
        case METHODID_GET_COMPATIBILITY:
          serviceImpl.getCompatibility((dev.sluice.v1.GetCompatibilityRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetCompatibilityResponse>) responseObserver);
          break;
        case METHODID_SET_COMPATIBILITY:
          serviceImpl.setCompatibility((dev.sluice.v1.SetCompatibilityRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetCompatibilityResponse>) responseObserver);
          break;
        case METHODID_SET_VERSION_STATE:
          serviceImpl.setVersionState((dev.sluice.v1.SetVersionStateRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetVersionStateResponse>) responseObserver);
          break;
        case METHODID_DELETE_VERSION:
          serviceImpl.deleteVersion((dev.sluice.v1.DeleteVersionRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteVersionResponse>) responseObserver);
          break;
        case METHODID_DELETE_SUBJECT:
          serviceImpl.deleteSubject((dev.sluice.v1.DeleteSubjectRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteSubjectResponse>) responseObserver);
          break;
        case METHODID_UNDELETE:
          serviceImpl.undelete((dev.sluice.v1.UndeleteRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.UndeleteResponse>) responseObserver);
          break;
        case METHODID_WATCH_SCHEMAS:
          serviceImpl.watchSchemas((dev.sluice.v1.WatchSchemasRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.WatchSchemasResponse>) responseObserver);
          break;
        case METHODID_SET_UPCASTER:
          serviceImpl.setUpcaster((dev.sluice.v1.SetUpcasterRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SetUpcasterResponse>) responseObserver);
          break;
        case METHODID_GET_UPCASTER:
          serviceImpl.getUpcaster((dev.sluice.v1.GetUpcasterRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetUpcasterResponse>) responseObserver);
          break;
        case METHODID_LIST_UPCASTERS:
          serviceImpl.listUpcasters((dev.sluice.v1.ListUpcastersRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListUpcastersResponse>) responseObserver);
          break;
        case METHODID_DELETE_UPCASTER:
          serviceImpl.deleteUpcaster((dev.sluice.v1.DeleteUpcasterRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteUpcasterResponse>) responseObserver);
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
          getRegisterSchemaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.RegisterSchemaRequest,
              dev.sluice.v1.RegisterSchemaResponse>(
                service, METHODID_REGISTER_SCHEMA)))
        .addMethod(
          getGetSchemaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetSchemaRequest,
              dev.sluice.v1.GetSchemaResponse>(
                service, METHODID_GET_SCHEMA)))
        .addMethod(
          getResolveSchemaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ResolveSchemaRequest,
              dev.sluice.v1.ResolveSchemaResponse>(
                service, METHODID_RESOLVE_SCHEMA)))
        .addMethod(
          getListSubjectsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListSubjectsRequest,
              dev.sluice.v1.ListSubjectsResponse>(
                service, METHODID_LIST_SUBJECTS)))
        .addMethod(
          getListVersionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListVersionsRequest,
              dev.sluice.v1.ListVersionsResponse>(
                service, METHODID_LIST_VERSIONS)))
        .addMethod(
          getCheckCompatibilityMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.CheckCompatibilityRequest,
              dev.sluice.v1.CheckCompatibilityResponse>(
                service, METHODID_CHECK_COMPATIBILITY)))
        .addMethod(
          getCompareSchemasMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.CompareSchemasRequest,
              dev.sluice.v1.CompareSchemasResponse>(
                service, METHODID_COMPARE_SCHEMAS)))
        .addMethod(
          getLintSchemaMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.LintSchemaRequest,
              dev.sluice.v1.LintSchemaResponse>(
                service, METHODID_LINT_SCHEMA)))
        .addMethod(
          getDiffSchemasMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DiffSchemasRequest,
              dev.sluice.v1.DiffSchemasResponse>(
                service, METHODID_DIFF_SCHEMAS)))
        .addMethod(
          getGetCompatibilityMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetCompatibilityRequest,
              dev.sluice.v1.GetCompatibilityResponse>(
                service, METHODID_GET_COMPATIBILITY)))
        .addMethod(
          getSetCompatibilityMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetCompatibilityRequest,
              dev.sluice.v1.SetCompatibilityResponse>(
                service, METHODID_SET_COMPATIBILITY)))
        .addMethod(
          getSetVersionStateMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetVersionStateRequest,
              dev.sluice.v1.SetVersionStateResponse>(
                service, METHODID_SET_VERSION_STATE)))
        .addMethod(
          getDeleteVersionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DeleteVersionRequest,
              dev.sluice.v1.DeleteVersionResponse>(
                service, METHODID_DELETE_VERSION)))
        .addMethod(
          getDeleteSubjectMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DeleteSubjectRequest,
              dev.sluice.v1.DeleteSubjectResponse>(
                service, METHODID_DELETE_SUBJECT)))
        .addMethod(
          getUndeleteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.UndeleteRequest,
              dev.sluice.v1.UndeleteResponse>(
                service, METHODID_UNDELETE)))
        .addMethod(
          getWatchSchemasMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.sluice.v1.WatchSchemasRequest,
              dev.sluice.v1.WatchSchemasResponse>(
                service, METHODID_WATCH_SCHEMAS)))
        .addMethod(
          getSetUpcasterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SetUpcasterRequest,
              dev.sluice.v1.SetUpcasterResponse>(
                service, METHODID_SET_UPCASTER)))
        .addMethod(
          getGetUpcasterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetUpcasterRequest,
              dev.sluice.v1.GetUpcasterResponse>(
                service, METHODID_GET_UPCASTER)))
        .addMethod(
          getListUpcastersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListUpcastersRequest,
              dev.sluice.v1.ListUpcastersResponse>(
                service, METHODID_LIST_UPCASTERS)))
        .addMethod(
          getDeleteUpcasterMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DeleteUpcasterRequest,
              dev.sluice.v1.DeleteUpcasterResponse>(
                service, METHODID_DELETE_UPCASTER)))
        .build();
  }

  private static abstract class RegistryServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    RegistryServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.RegistryProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("RegistryService");
    }
  }

  private static final class RegistryServiceFileDescriptorSupplier
      extends RegistryServiceBaseDescriptorSupplier {
    RegistryServiceFileDescriptorSupplier() {}
  }

  private static final class RegistryServiceMethodDescriptorSupplier
      extends RegistryServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    RegistryServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (RegistryServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new RegistryServiceFileDescriptorSupplier())
              .addMethod(getRegisterSchemaMethod())
              .addMethod(getGetSchemaMethod())
              .addMethod(getResolveSchemaMethod())
              .addMethod(getListSubjectsMethod())
              .addMethod(getListVersionsMethod())
              .addMethod(getCheckCompatibilityMethod())
              .addMethod(getCompareSchemasMethod())
              .addMethod(getLintSchemaMethod())
              .addMethod(getDiffSchemasMethod())
              .addMethod(getGetCompatibilityMethod())
              .addMethod(getSetCompatibilityMethod())
              .addMethod(getSetVersionStateMethod())
              .addMethod(getDeleteVersionMethod())
              .addMethod(getDeleteSubjectMethod())
              .addMethod(getUndeleteMethod())
              .addMethod(getWatchSchemasMethod())
              .addMethod(getSetUpcasterMethod())
              .addMethod(getGetUpcasterMethod())
              .addMethod(getListUpcastersMethod())
              .addMethod(getDeleteUpcasterMethod())
              .build();
        }
      }
    }
    return result;
  }
}
