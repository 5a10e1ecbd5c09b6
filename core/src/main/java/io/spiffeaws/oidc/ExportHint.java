package io.spiffeaws.oidc;

import io.spiffeaws.problem.TypedCommand;
import java.util.regex.Pattern;

/// The command that publishes an issuer's documents, for hints: complete, and to be run where the
/// SPIRE server is.
final class ExportHint {
  /// A bucket in the host name or, without it, in the path (Amazon S3 User Guide, "Virtual hosting
  /// of buckets").
  private static final Pattern BUCKET =
      Pattern.compile(
          "(?:([a-z0-9.-]+)\\.)?s3(?:[.-][a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?(/.*)?");

  private ExportHint() {}

  /// Returns a hint such as `on the SPIRE server, run: spiffe-aws oidc export …`.
  static String of(IssuerUrl issuer) {
    return of(issuer, "");
  }

  /// Returns the same for files that follow the server's keys.
  static String watching(IssuerUrl issuer) {
    return of(issuer, " --watch");
  }

  private static String of(IssuerUrl issuer, String options) {
    var bucket = bucket(issuer);
    return bucket.isEmpty()
        ? TypedCommand.of("on the SPIRE server, run: spiffe-aws oidc export --issuer %s", issuer)
            + " --out oidc"
            + options
            + ", and serve the directory oidc at that URL"
        : TypedCommand.of(
                "on the SPIRE server, run: spiffe-aws oidc export --issuer %s --s3 %s",
                issuer, bucket)
            + options;
  }

  /// Returns `BUCKET[/PREFIX]`, or an empty text if S3 does not serve the issuer.
  private static String bucket(IssuerUrl issuer) {
    var parts = BUCKET.matcher(issuer.hostPath());
    if (!parts.matches()) {
      return "";
    }
    var path = parts.group(2) == null ? "" : parts.group(2).replaceAll("/+$", "");
    return parts.group(1) == null ? path.replaceFirst("^/", "") : parts.group(1) + path;
  }
}
