package io.spiffeaws.sandbox.workload;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/// Rejects a Workload API call that does not contain `workload.spiffe.io: true` exactly once. This
/// protects against forged requests from other programs (SPIFFE_Workload_Endpoint, section 5).
final class SecurityHeader implements ServerInterceptor {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("workload.spiffe.io", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    var guarded = call.getMethodDescriptor().getFullMethodName().startsWith("SpiffeWorkloadAPI/");
    if (!guarded || values(headers).equals(List.of("true"))) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.INVALID_ARGUMENT.withDescription("security header missing from request"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private static List<String> values(Metadata headers) {
    var values = new ArrayList<String>();
    var all = headers.getAll(KEY);
    if (all != null) {
      all.forEach(values::add);
    }
    return values;
  }
}
