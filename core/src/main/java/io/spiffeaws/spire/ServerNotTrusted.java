package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/// Reports from within a TLS handshake why a server is not the expected one.
final class ServerNotTrusted extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ServerNotTrusted(Problem problem, @Nullable Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
