package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import java.io.Serial;
import java.util.Optional;
import java.util.regex.Pattern;

/// Adds the region and the host of a rejected request to an exception of the SDK, as a suppressed
/// exception: services do not repeat them in their answer.
final class SignedRequest extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// What a service answers if the region in the signature is not the one of its endpoint (AWS
  /// General Reference, "Signature Version 4 troubleshooting").
  private static final Pattern REJECTED =
      Pattern.compile("scoped to a (?:valid|correct) region", Pattern.CASE_INSENSITIVE);

  /// A region in the name of one of AWS's hosts: `sts.eu-west-1.amazonaws.com`.
  private static final Pattern HOST = Pattern.compile("[a-z0-9-]+\\.([a-z]+(?:-[a-z]+)+-\\d)\\..+");

  private final String region;
  private final String host;

  SignedRequest(String region, String host) {
    super(null, null, false, false);
    this.region = region;
    this.host = host;
  }

  /// Returns the problem of a region that the endpoint does not accept, or empty if the service
  /// rejected something else.
  Optional<Problem> otherRegion(String service, String action, ServiceError refusal) {
    return REJECTED.matcher(refusal.words()).find()
        ? Optional.of(
            new Problem.Refused(
                "other-region",
                "%s at %s rejected the region %s of the request for %s (%s); it expects %s"
                    .formatted(
                        service,
                        host,
                        region,
                        action,
                        refusal.code(),
                        named()
                            .orElse("another one, which is %s for most services other than AWS")
                            .formatted(RegionName.oldest("aws"))),
                "specify --region %1$s, or run: export AWS_REGION=%1$s"
                    .formatted(named().orElse(RegionName.oldest("aws")))))
        : Optional.empty();
  }

  private Optional<String> named() {
    var found = HOST.matcher(host);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
