package io.spiffeaws.s3;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Policies that a test specifies. By default none can be read.
public final class FakeAccessPolicies implements AccessPolicies {
  /// No credentials to read policies with.
  public static final AccessPolicies NONE = new FakeAccessPolicies();

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/oidc.example.org"},
       "Action":"sts:AssumeRoleWithWebIdentity",
       "Condition":{"StringEquals":{"oidc.example.org:aud":"sts.amazonaws.com",
       "oidc.example.org:sub":"spiffe://example.org/a"}}}]}
      """;

  private final List<PermissionPolicy> identity = new ArrayList<>();
  private final List<String> buckets = new ArrayList<>();
  private @Nullable PermissionPolicy boundary;
  private @Nullable String bucketPolicy;
  private @Nullable Role role;
  private boolean bucketReadable;
  private boolean requesterPays;

  /// Adds a role that this tool manages, with an inline policy.
  ///
  /// @param statements without brackets; empty for no policy
  FakeAccessPolicies role(String statements) {
    role = managedRole(TRUST);
    if (!statements.isEmpty()) {
      identity.add(policy("inline policy own", statements));
    }
    return this;
  }

  FakeAccessPolicies unmanaged() {
    role = role(Map.of(), TRUST);
    return this;
  }

  /// Adds a role that this tool manages, without a policy, whose trust policy requires an audience.
  FakeAccessPolicies trusting(String audience) {
    role = managedRole(TRUST.replace("sts.amazonaws.com", audience));
    return this;
  }

  FakeAccessPolicies boundary(String statements) {
    boundary = policy("permissions boundary arn:aws:iam::123456789012:policy/b", statements);
    return this;
  }

  /// Makes the bucket's policy readable.
  ///
  /// @param statements empty for no policy
  FakeAccessPolicies bucket(String statements) {
    bucketReadable = true;
    bucketPolicy = statements.isEmpty() ? null : document(statements);
    return this;
  }

  FakeAccessPolicies requesterPays() {
    requesterPays = true;
    return this;
  }

  FakeAccessPolicies buckets(String... names) {
    buckets.addAll(List.of(names));
    return this;
  }

  @Override
  public Optional<RolePermissions> role(RoleArn arn) {
    if (role == null) {
      throw unreadable();
    }
    return Optional.of(new RolePermissions(role, identity, Optional.ofNullable(boundary)));
  }

  @Override
  public PermissionPolicy managed(String arn) {
    throw unreadable();
  }

  @Override
  public Optional<String> bucketPolicy(String bucket) {
    if (!bucketReadable) {
      throw unreadable();
    }
    return Optional.ofNullable(bucketPolicy);
  }

  @Override
  public boolean requesterPays(String bucket) {
    return requesterPays;
  }

  @Override
  public List<String> buckets() {
    return buckets;
  }

  static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private static PermissionPolicy policy(String title, String statements) {
    return PermissionPolicy.parse(title, "aws iam show", document(statements));
  }

  private static Role managedRole(String trust) {
    return role(Map.of(Role.MANAGED_TAG, Role.MANAGED_VALUE), trust);
  }

  private static Role role(Map<String, String> tags, String trust) {
    return new Role(
        "app",
        "arn:aws:iam::123456789012:role/app",
        "/",
        "",
        Duration.ofHours(1),
        Optional.empty(),
        tags,
        TrustPolicy.parse(trust));
  }

  private static ProblemException unreadable() {
    return ProblemException.refused("no-credentials", "no AWS credentials found", "");
  }
}
