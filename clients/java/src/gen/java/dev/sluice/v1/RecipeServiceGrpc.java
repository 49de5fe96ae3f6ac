package dev.sluice.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
 * applied by EditAndRetry and RetryDeadLetters.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class RecipeServiceGrpc {

  private RecipeServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "sluice.v1.RecipeService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SaveRecipeRequest,
      dev.sluice.v1.SaveRecipeResponse> getSaveRecipeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SaveRecipe",
      requestType = dev.sluice.v1.SaveRecipeRequest.class,
      responseType = dev.sluice.v1.SaveRecipeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SaveRecipeRequest,
      dev.sluice.v1.SaveRecipeResponse> getSaveRecipeMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SaveRecipeRequest, dev.sluice.v1.SaveRecipeResponse> getSaveRecipeMethod;
    if ((getSaveRecipeMethod = RecipeServiceGrpc.getSaveRecipeMethod) == null) {
      synchronized (RecipeServiceGrpc.class) {
        if ((getSaveRecipeMethod = RecipeServiceGrpc.getSaveRecipeMethod) == null) {
          RecipeServiceGrpc.getSaveRecipeMethod = getSaveRecipeMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SaveRecipeRequest, dev.sluice.v1.SaveRecipeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SaveRecipe"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SaveRecipeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SaveRecipeResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RecipeServiceMethodDescriptorSupplier("SaveRecipe"))
              .build();
        }
      }
    }
    return getSaveRecipeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.GetRecipeRequest,
      dev.sluice.v1.GetRecipeResponse> getGetRecipeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetRecipe",
      requestType = dev.sluice.v1.GetRecipeRequest.class,
      responseType = dev.sluice.v1.GetRecipeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.GetRecipeRequest,
      dev.sluice.v1.GetRecipeResponse> getGetRecipeMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.GetRecipeRequest, dev.sluice.v1.GetRecipeResponse> getGetRecipeMethod;
    if ((getGetRecipeMethod = RecipeServiceGrpc.getGetRecipeMethod) == null) {
      synchronized (RecipeServiceGrpc.class) {
        if ((getGetRecipeMethod = RecipeServiceGrpc.getGetRecipeMethod) == null) {
          RecipeServiceGrpc.getGetRecipeMethod = getGetRecipeMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.GetRecipeRequest, dev.sluice.v1.GetRecipeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetRecipe"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetRecipeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.GetRecipeResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RecipeServiceMethodDescriptorSupplier("GetRecipe"))
              .build();
        }
      }
    }
    return getGetRecipeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.ListRecipesRequest,
      dev.sluice.v1.ListRecipesResponse> getListRecipesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListRecipes",
      requestType = dev.sluice.v1.ListRecipesRequest.class,
      responseType = dev.sluice.v1.ListRecipesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.ListRecipesRequest,
      dev.sluice.v1.ListRecipesResponse> getListRecipesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.ListRecipesRequest, dev.sluice.v1.ListRecipesResponse> getListRecipesMethod;
    if ((getListRecipesMethod = RecipeServiceGrpc.getListRecipesMethod) == null) {
      synchronized (RecipeServiceGrpc.class) {
        if ((getListRecipesMethod = RecipeServiceGrpc.getListRecipesMethod) == null) {
          RecipeServiceGrpc.getListRecipesMethod = getListRecipesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.ListRecipesRequest, dev.sluice.v1.ListRecipesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListRecipes"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListRecipesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.ListRecipesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RecipeServiceMethodDescriptorSupplier("ListRecipes"))
              .build();
        }
      }
    }
    return getListRecipesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.DeleteRecipeRequest,
      dev.sluice.v1.DeleteRecipeResponse> getDeleteRecipeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteRecipe",
      requestType = dev.sluice.v1.DeleteRecipeRequest.class,
      responseType = dev.sluice.v1.DeleteRecipeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.DeleteRecipeRequest,
      dev.sluice.v1.DeleteRecipeResponse> getDeleteRecipeMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.DeleteRecipeRequest, dev.sluice.v1.DeleteRecipeResponse> getDeleteRecipeMethod;
    if ((getDeleteRecipeMethod = RecipeServiceGrpc.getDeleteRecipeMethod) == null) {
      synchronized (RecipeServiceGrpc.class) {
        if ((getDeleteRecipeMethod = RecipeServiceGrpc.getDeleteRecipeMethod) == null) {
          RecipeServiceGrpc.getDeleteRecipeMethod = getDeleteRecipeMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.DeleteRecipeRequest, dev.sluice.v1.DeleteRecipeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteRecipe"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteRecipeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.DeleteRecipeResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RecipeServiceMethodDescriptorSupplier("DeleteRecipe"))
              .build();
        }
      }
    }
    return getDeleteRecipeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.PreviewRecipeRequest,
      dev.sluice.v1.PreviewRecipeResponse> getPreviewRecipeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "PreviewRecipe",
      requestType = dev.sluice.v1.PreviewRecipeRequest.class,
      responseType = dev.sluice.v1.PreviewRecipeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.PreviewRecipeRequest,
      dev.sluice.v1.PreviewRecipeResponse> getPreviewRecipeMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.PreviewRecipeRequest, dev.sluice.v1.PreviewRecipeResponse> getPreviewRecipeMethod;
    if ((getPreviewRecipeMethod = RecipeServiceGrpc.getPreviewRecipeMethod) == null) {
      synchronized (RecipeServiceGrpc.class) {
        if ((getPreviewRecipeMethod = RecipeServiceGrpc.getPreviewRecipeMethod) == null) {
          RecipeServiceGrpc.getPreviewRecipeMethod = getPreviewRecipeMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.PreviewRecipeRequest, dev.sluice.v1.PreviewRecipeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "PreviewRecipe"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PreviewRecipeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.PreviewRecipeResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RecipeServiceMethodDescriptorSupplier("PreviewRecipe"))
              .build();
        }
      }
    }
    return getPreviewRecipeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.sluice.v1.SuggestFixesRequest,
      dev.sluice.v1.SuggestFixesResponse> getSuggestFixesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SuggestFixes",
      requestType = dev.sluice.v1.SuggestFixesRequest.class,
      responseType = dev.sluice.v1.SuggestFixesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.sluice.v1.SuggestFixesRequest,
      dev.sluice.v1.SuggestFixesResponse> getSuggestFixesMethod() {
    io.grpc.MethodDescriptor<dev.sluice.v1.SuggestFixesRequest, dev.sluice.v1.SuggestFixesResponse> getSuggestFixesMethod;
    if ((getSuggestFixesMethod = RecipeServiceGrpc.getSuggestFixesMethod) == null) {
      synchronized (RecipeServiceGrpc.class) {
        if ((getSuggestFixesMethod = RecipeServiceGrpc.getSuggestFixesMethod) == null) {
          RecipeServiceGrpc.getSuggestFixesMethod = getSuggestFixesMethod =
              io.grpc.MethodDescriptor.<dev.sluice.v1.SuggestFixesRequest, dev.sluice.v1.SuggestFixesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SuggestFixes"))
              .setSafe(true)
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SuggestFixesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  dev.sluice.v1.SuggestFixesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new RecipeServiceMethodDescriptorSupplier("SuggestFixes"))
              .build();
        }
      }
    }
    return getSuggestFixesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static RecipeServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RecipeServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RecipeServiceStub>() {
        @java.lang.Override
        public RecipeServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RecipeServiceStub(channel, callOptions);
        }
      };
    return RecipeServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static RecipeServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RecipeServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RecipeServiceBlockingV2Stub>() {
        @java.lang.Override
        public RecipeServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RecipeServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return RecipeServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static RecipeServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RecipeServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RecipeServiceBlockingStub>() {
        @java.lang.Override
        public RecipeServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RecipeServiceBlockingStub(channel, callOptions);
        }
      };
    return RecipeServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static RecipeServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<RecipeServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<RecipeServiceFutureStub>() {
        @java.lang.Override
        public RecipeServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new RecipeServiceFutureStub(channel, callOptions);
        }
      };
    return RecipeServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
   * applied by EditAndRetry and RetryDeadLetters.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Saves a recipe under a name. Fails with REVISION_CONFLICT when somebody else has changed it.
     * </pre>
     */
    default void saveRecipe(dev.sluice.v1.SaveRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SaveRecipeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSaveRecipeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads a recipe.
     * </pre>
     */
    default void getRecipe(dev.sluice.v1.GetRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetRecipeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetRecipeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists recipes by name.
     * </pre>
     */
    default void listRecipes(dev.sluice.v1.ListRecipesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListRecipesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListRecipesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a recipe. Redrives that use it keep their copy.
     * </pre>
     */
    default void deleteRecipe(dev.sluice.v1.DeleteRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteRecipeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteRecipeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what a recipe would do to dead letters, and whether they would pass then. Changes nothing.
     * </pre>
     */
    default void previewRecipe(dev.sluice.v1.PreviewRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRecipeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getPreviewRecipeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Suggests what would mend a group of dead letters: recipes for the events, and edits of the schema. Each suggestion was
     * tried on the group before it is offered. Changes nothing.
     * </pre>
     */
    default void suggestFixes(dev.sluice.v1.SuggestFixesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SuggestFixesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSuggestFixesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service RecipeService.
   * <pre>
   * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
   * applied by EditAndRetry and RetryDeadLetters.
   * </pre>
   */
  public static abstract class RecipeServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return RecipeServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service RecipeService.
   * <pre>
   * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
   * applied by EditAndRetry and RetryDeadLetters.
   * </pre>
   */
  public static final class RecipeServiceStub
      extends io.grpc.stub.AbstractAsyncStub<RecipeServiceStub> {
    private RecipeServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RecipeServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RecipeServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Saves a recipe under a name. Fails with REVISION_CONFLICT when somebody else has changed it.
     * </pre>
     */
    public void saveRecipe(dev.sluice.v1.SaveRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SaveRecipeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSaveRecipeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads a recipe.
     * </pre>
     */
    public void getRecipe(dev.sluice.v1.GetRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.GetRecipeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetRecipeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists recipes by name.
     * </pre>
     */
    public void listRecipes(dev.sluice.v1.ListRecipesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.ListRecipesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListRecipesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a recipe. Redrives that use it keep their copy.
     * </pre>
     */
    public void deleteRecipe(dev.sluice.v1.DeleteRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteRecipeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteRecipeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what a recipe would do to dead letters, and whether they would pass then. Changes nothing.
     * </pre>
     */
    public void previewRecipe(dev.sluice.v1.PreviewRecipeRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRecipeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getPreviewRecipeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Suggests what would mend a group of dead letters: recipes for the events, and edits of the schema. Each suggestion was
     * tried on the group before it is offered. Changes nothing.
     * </pre>
     */
    public void suggestFixes(dev.sluice.v1.SuggestFixesRequest request,
        io.grpc.stub.StreamObserver<dev.sluice.v1.SuggestFixesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSuggestFixesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service RecipeService.
   * <pre>
   * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
   * applied by EditAndRetry and RetryDeadLetters.
   * </pre>
   */
  public static final class RecipeServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<RecipeServiceBlockingV2Stub> {
    private RecipeServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RecipeServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RecipeServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Saves a recipe under a name. Fails with REVISION_CONFLICT when somebody else has changed it.
     * </pre>
     */
    public dev.sluice.v1.SaveRecipeResponse saveRecipe(dev.sluice.v1.SaveRecipeRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSaveRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a recipe.
     * </pre>
     */
    public dev.sluice.v1.GetRecipeResponse getRecipe(dev.sluice.v1.GetRecipeRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists recipes by name.
     * </pre>
     */
    public dev.sluice.v1.ListRecipesResponse listRecipes(dev.sluice.v1.ListRecipesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListRecipesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a recipe. Redrives that use it keep their copy.
     * </pre>
     */
    public dev.sluice.v1.DeleteRecipeResponse deleteRecipe(dev.sluice.v1.DeleteRecipeRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what a recipe would do to dead letters, and whether they would pass then. Changes nothing.
     * </pre>
     */
    public dev.sluice.v1.PreviewRecipeResponse previewRecipe(dev.sluice.v1.PreviewRecipeRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getPreviewRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Suggests what would mend a group of dead letters: recipes for the events, and edits of the schema. Each suggestion was
     * tried on the group before it is offered. Changes nothing.
     * </pre>
     */
    public dev.sluice.v1.SuggestFixesResponse suggestFixes(dev.sluice.v1.SuggestFixesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSuggestFixesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service RecipeService.
   * <pre>
   * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
   * applied by EditAndRetry and RetryDeadLetters.
   * </pre>
   */
  public static final class RecipeServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<RecipeServiceBlockingStub> {
    private RecipeServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RecipeServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RecipeServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Saves a recipe under a name. Fails with REVISION_CONFLICT when somebody else has changed it.
     * </pre>
     */
    public dev.sluice.v1.SaveRecipeResponse saveRecipe(dev.sluice.v1.SaveRecipeRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSaveRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads a recipe.
     * </pre>
     */
    public dev.sluice.v1.GetRecipeResponse getRecipe(dev.sluice.v1.GetRecipeRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists recipes by name.
     * </pre>
     */
    public dev.sluice.v1.ListRecipesResponse listRecipes(dev.sluice.v1.ListRecipesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListRecipesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a recipe. Redrives that use it keep their copy.
     * </pre>
     */
    public dev.sluice.v1.DeleteRecipeResponse deleteRecipe(dev.sluice.v1.DeleteRecipeRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what a recipe would do to dead letters, and whether they would pass then. Changes nothing.
     * </pre>
     */
    public dev.sluice.v1.PreviewRecipeResponse previewRecipe(dev.sluice.v1.PreviewRecipeRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getPreviewRecipeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Suggests what would mend a group of dead letters: recipes for the events, and edits of the schema. Each suggestion was
     * tried on the group before it is offered. Changes nothing.
     * </pre>
     */
    public dev.sluice.v1.SuggestFixesResponse suggestFixes(dev.sluice.v1.SuggestFixesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSuggestFixesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service RecipeService.
   * <pre>
   * Recipes: steps, saved under a name, that make valid events of invalid ones. docs/recipes.md describes them. They are
   * applied by EditAndRetry and RetryDeadLetters.
   * </pre>
   */
  public static final class RecipeServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<RecipeServiceFutureStub> {
    private RecipeServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected RecipeServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new RecipeServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Saves a recipe under a name. Fails with REVISION_CONFLICT when somebody else has changed it.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SaveRecipeResponse> saveRecipe(
        dev.sluice.v1.SaveRecipeRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSaveRecipeMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Reads a recipe.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.GetRecipeResponse> getRecipe(
        dev.sluice.v1.GetRecipeRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetRecipeMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists recipes by name.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.ListRecipesResponse> listRecipes(
        dev.sluice.v1.ListRecipesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListRecipesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a recipe. Redrives that use it keep their copy.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.DeleteRecipeResponse> deleteRecipe(
        dev.sluice.v1.DeleteRecipeRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteRecipeMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what a recipe would do to dead letters, and whether they would pass then. Changes nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.PreviewRecipeResponse> previewRecipe(
        dev.sluice.v1.PreviewRecipeRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getPreviewRecipeMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Suggests what would mend a group of dead letters: recipes for the events, and edits of the schema. Each suggestion was
     * tried on the group before it is offered. Changes nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.sluice.v1.SuggestFixesResponse> suggestFixes(
        dev.sluice.v1.SuggestFixesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSuggestFixesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SAVE_RECIPE = 0;
  private static final int METHODID_GET_RECIPE = 1;
  private static final int METHODID_LIST_RECIPES = 2;
  private static final int METHODID_DELETE_RECIPE = 3;
  private static final int METHODID_PREVIEW_RECIPE = 4;
  private static final int METHODID_SUGGEST_FIXES = 5;

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
        case METHODID_SAVE_RECIPE:
          serviceImpl.saveRecipe((dev.sluice.v1.SaveRecipeRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SaveRecipeResponse>) responseObserver);
          break;
        case METHODID_GET_RECIPE:
          serviceImpl.getRecipe((dev.sluice.v1.GetRecipeRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.GetRecipeResponse>) responseObserver);
          break;
        case METHODID_LIST_RECIPES:
          serviceImpl.listRecipes((dev.sluice.v1.ListRecipesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.ListRecipesResponse>) responseObserver);
          break;
        case METHODID_DELETE_RECIPE:
          serviceImpl.deleteRecipe((dev.sluice.v1.DeleteRecipeRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.DeleteRecipeResponse>) responseObserver);
          break;
        case METHODID_PREVIEW_RECIPE:
          serviceImpl.previewRecipe((dev.sluice.v1.PreviewRecipeRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.PreviewRecipeResponse>) responseObserver);
          break;
        case METHODID_SUGGEST_FIXES:
          serviceImpl.suggestFixes((dev.sluice.v1.SuggestFixesRequest) request,
              (io.grpc.stub.StreamObserver<dev.sluice.v1.SuggestFixesResponse>) responseObserver);
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
          getSaveRecipeMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SaveRecipeRequest,
              dev.sluice.v1.SaveRecipeResponse>(
                service, METHODID_SAVE_RECIPE)))
        .addMethod(
          getGetRecipeMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.GetRecipeRequest,
              dev.sluice.v1.GetRecipeResponse>(
                service, METHODID_GET_RECIPE)))
        .addMethod(
          getListRecipesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.ListRecipesRequest,
              dev.sluice.v1.ListRecipesResponse>(
                service, METHODID_LIST_RECIPES)))
        .addMethod(
          getDeleteRecipeMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.DeleteRecipeRequest,
              dev.sluice.v1.DeleteRecipeResponse>(
                service, METHODID_DELETE_RECIPE)))
        .addMethod(
          getPreviewRecipeMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.PreviewRecipeRequest,
              dev.sluice.v1.PreviewRecipeResponse>(
                service, METHODID_PREVIEW_RECIPE)))
        .addMethod(
          getSuggestFixesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.sluice.v1.SuggestFixesRequest,
              dev.sluice.v1.SuggestFixesResponse>(
                service, METHODID_SUGGEST_FIXES)))
        .build();
  }

  private static abstract class RecipeServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    RecipeServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return dev.sluice.v1.RecipeProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("RecipeService");
    }
  }

  private static final class RecipeServiceFileDescriptorSupplier
      extends RecipeServiceBaseDescriptorSupplier {
    RecipeServiceFileDescriptorSupplier() {}
  }

  private static final class RecipeServiceMethodDescriptorSupplier
      extends RecipeServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final java.lang.String methodName;

    RecipeServiceMethodDescriptorSupplier(java.lang.String methodName) {
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
      synchronized (RecipeServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new RecipeServiceFileDescriptorSupplier())
              .addMethod(getSaveRecipeMethod())
              .addMethod(getGetRecipeMethod())
              .addMethod(getListRecipesMethod())
              .addMethod(getDeleteRecipeMethod())
              .addMethod(getPreviewRecipeMethod())
              .addMethod(getSuggestFixesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
