package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The trust anchor and the profile of a chain that exist already.
public final class RolesAnywhereTargetOptions {
  private static final String PROFILE = "--profile-arn";
  private static final String PROFILE_VARIABLE = "SPIFFE_AWS_PROFILE_ARN";

  @Option(
      names = TrustAnchorOption.NAME,
      paramLabel = "ARN",
      description = {
        "Trust anchor of IAM Roles Anywhere, for roles that accept X509-SVIDs",
        "[env: SPIFFE_AWS_TRUST_ANCHOR_ARN]"
      })
  private @Nullable String anchor;

  @Option(
      names = PROFILE,
      paramLabel = "ARN",
      description = {
        "Profile of IAM Roles Anywhere, for --trust-anchor-arn",
        "[env: SPIFFE_AWS_PROFILE_ARN]"
      })
  private @Nullable String profile;

  /// The two ARNs; empty if none is specified.
  ///
  /// @throws ProblemException malformed, if only one of them is specified, or one is invalid
  public Optional<RolesAnywhereTarget> target(Invocation invocation) {
    var givenAnchor = invocation.named(anchor, TrustAnchorOption.NAME, TrustAnchorOption.VARIABLE);
    var givenProfile = invocation.named(profile, PROFILE, PROFILE_VARIABLE);
    if (givenAnchor.isPresent() != givenProfile.isPresent()) {
      throw ProblemException.malformed(
          "usage",
          givenAnchor.isPresent()
              ? "no profile specified for " + givenAnchor.get().name()
              : "no trust anchor specified for " + givenProfile.orElseThrow().name(),
          "specify both --trust-anchor-arn ARN and --profile-arn ARN");
    }
    return givenAnchor.map(found ->
        new RolesAnywhereTarget(
            TrustAnchorOption.parse(found),
            givenProfile
                .orElseThrow()
                .parse(text -> RolesAnywhereArn.parse(text, RolesAnywhereArn.Type.PROFILE))));
  }
}
