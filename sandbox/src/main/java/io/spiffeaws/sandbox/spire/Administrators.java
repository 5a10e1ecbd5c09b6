package io.spiffeaws.sandbox.spire;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.X509SvidCheck;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Authorizes calls over the network (`pkg/server/authpolicy/policy_data.json`). Every caller may
/// read the bundle. All other methods require an ID with a current admin entry.
final class Administrators implements ServerInterceptor {
  private static final String FOR_ANYBODY = "spire.api.server.bundle.v1.Bundle/GetBundle";

  private final EntryStore entries;

  Administrators(EntryStore entries) {
    this.entries = entries;
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    var method = call.getMethodDescriptor().getFullMethodName();
    var session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (method.equals(FOR_ANYBODY) || caller(session).filter(this::administers).isPresent()) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.PERMISSION_DENIED.withDescription("authorization denied for method /" + method),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private boolean administers(SpiffeId caller) {
    return entries.all().stream()
        .anyMatch(entry ->
            entry.getAdmin() && SpiffeIds.text(entry.getSpiffeId()).equals(caller.toString()));
  }

  private static Optional<SpiffeId> caller(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          ? Optional.of(X509SvidCheck.claimed(shown))
          : Optional.empty();
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      return Optional.empty();
    }
  }
}
