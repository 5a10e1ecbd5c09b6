package io.spiffeaws.chain.manifest;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.CreateRole;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The desired state of a role.
///
/// @param subjects the IDs of all workloads that name it, in the file's order; at least one
/// @param audience that the role requires in tokens
/// @param ways in which the IDs obtain its credentials; at least one
public record ManifestRole(
    RoleName name,
    List<Subject> subjects,
    String audience,
    Set<RoleWay> ways,
    RoleSettings settings) {
  /// The issuer in the request for a role that accepts no tokens. It appears in no trust policy;
  /// the top-level domain is reserved (RFC 2606).
  public static final IssuerUrl NO_ISSUER = IssuerUrl.parse("https://none.invalid");

  public ManifestRole {
    subjects = List.copyOf(subjects);
    ways = Collections.unmodifiableSet(EnumSet.copyOf(ways));
  }

  /// Converts it to the request of `trust role create --exact`.
  ///
  /// @param marks tags in addition to its own
  /// @throws io.spiffeaws.problem.ProblemException malformed, if it violates a rule of IAM
  public CreateRole.Request request(IssuerUrl issuer, Map<String, String> marks) {
    var tags = new HashMap<>(settings.tags());
    tags.putAll(marks);
    return new CreateRole.Request(
        RoleReference.of(name),
        issuer,
        subjects,
        Optional.of(audience),
        settings.policies().orElse(List.of()),
        settings.inlinePolicies().orElse(Map.of()),
        settings.s3().orElse(List.of()),
        settings.maxSession(),
        settings.path(),
        settings.boundary(),
        tags,
        settings.sessionTags().orElse(false),
        true,
        false,
        false);
  }
}
