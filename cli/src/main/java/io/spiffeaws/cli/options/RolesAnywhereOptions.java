package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.workload.SvidFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for IAM Roles Anywhere, which accepts an X509-SVID instead of a token.
public final class RolesAnywhereOptions {
  static final String ANCHOR = TrustAnchorOption.NAME;
  static final String PROFILE = "--profile-arn";
  static final String SVID = "--svid-file";
  private static final String KEY = "--key-file";
  private static final String BUNDLE = "--bundle-file";
  private static final String ANCHOR_VARIABLE = TrustAnchorOption.VARIABLE;
  private static final String PROFILE_VARIABLE = "SPIFFE_AWS_PROFILE_ARN";

  @Option(
      names = ANCHOR,
      paramLabel = "ARN",
      description = {
        "Trust anchor of IAM Roles Anywhere; exchanges the X509-SVID instead of a token",
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

  @Option(
      names = SVID,
      paramLabel = "FILE",
      description =
          "X509-SVID to use instead of the Workload API, with its intermediate certificates")
  private @Nullable String svid;

  @Option(names = KEY, paramLabel = "FILE", description = "Private key of --svid-file")
  private @Nullable String key;

  @Option(
      names = BUNDLE,
      paramLabel = "FILE",
      description =
          "Trust bundle of --svid-file; used to explain a certificate that is not trusted")
  private @Nullable String bundle;

  /// The trust anchor and the profile; empty if tokens are used.
  ///
  /// @throws ProblemException malformed, if only one of them is specified, an ARN is invalid, or an
  ///   option lacks another one
  public Optional<RolesAnywhereTarget> target(Invocation invocation) {
    var givenAnchor = invocation.named(anchor, ANCHOR, ANCHOR_VARIABLE);
    if (givenAnchor.isEmpty()) {
      rejectWithoutAnchor();
      return Optional.empty();
    }
    checkFiles();
    var givenProfile =
        invocation
            .named(profile, PROFILE, PROFILE_VARIABLE)
            .orElseThrow(() ->
                missing(
                    "no profile specified for " + givenAnchor.get().name(),
                    PROFILE,
                    PROFILE_VARIABLE));
    return Optional.of(
        new RolesAnywhereTarget(
            TrustAnchorOption.parse(givenAnchor.get()),
            givenProfile.parse(
                text -> RolesAnywhereArn.parse(text, RolesAnywhereArn.Type.PROFILE))));
  }

  /// The files of an X509-SVID; empty if it is fetched from the Workload API.
  public Optional<SvidFiles> files(Invocation invocation) {
    var directory = invocation.console().directory();
    return svid == null || key == null
        ? Optional.empty()
        : Optional.of(
            new SvidFiles(
                directory.resolve(svid),
                directory.resolve(key),
                Optional.ofNullable(bundle).map(directory::resolve)));
  }

  /// Returns the options of a command that runs later, in another environment.
  public static List<String> words(RolesAnywhereTarget target) {
    return List.of(ANCHOR, target.anchor().toString(), PROFILE, target.profile().toString());
  }

  /// Where the trust anchor was specified, for messages.
  String source(Invocation invocation) {
    return anchor == null && invocation.environment(ANCHOR_VARIABLE).isPresent()
        ? ANCHOR_VARIABLE
        : ANCHOR;
  }

  private void rejectWithoutAnchor() {
    var given = new LinkedHashMap<String, @Nullable String>();
    given.put(PROFILE, profile);
    given.put(SVID, svid);
    given.put(KEY, key);
    given.put(BUNDLE, bundle);
    given.forEach((option, value) -> {
      if (value != null) {
        throw missing("no trust anchor specified for " + option, ANCHOR, ANCHOR_VARIABLE);
      }
    });
  }

  private void checkFiles() {
    if ((svid == null) != (key == null)) {
      throw ProblemException.malformed(
          "usage",
          svid == null
              ? "no --svid-file specified for --key-file"
              : "no --key-file specified for --svid-file",
          "specify both, or neither to use the Workload API");
    }
    if (bundle != null && svid == null) {
      throw ProblemException.malformed(
          "usage",
          "no --svid-file specified for --bundle-file",
          "specify --svid-file and --key-file");
    }
  }

  private static ProblemException missing(String message, String option, String variable) {
    return ProblemException.malformed(
        "usage", message, "specify it with %s ARN or %s".formatted(option, variable));
  }
}
