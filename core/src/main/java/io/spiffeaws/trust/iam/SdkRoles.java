package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/// [Roles] with AWS SDK v2. Thread-safe.
public final class SdkRoles implements Roles {
  private final IamClient iam;

  public SdkRoles(IamClient iam) {
    this.iam = iam;
  }

  @Override
  public Optional<Role> find(String name) {
    return SdkIamProblems.find(
            "GetRole", what(name), () -> iam.getRole(r -> r.roleName(name)).role())
        .map(SdkRoles::role)
        .map(role -> role.tags().isEmpty() ? role.tagged(listedTags(name)) : role);
  }

  /// Lists the tags of a role, for compatible services that do not return them in GetRole. Returns
  /// none if the service does not list them either, or the caller may not list them.
  private Map<String, String> listedTags(String name) {
    try {
      return SdkIamProblems.ifKnown(
              "ListRoleTags",
              what(name),
              () ->
                  SdkIamProblems.pages(
                      iam.listRoleTagsPaginator(r -> r.roleName(name)),
                      ListRoleTagsResponse::marker,
                      ListRoleTagsResponse::tags))
          .map(SdkOidcProviders::tags)
          .orElse(Map.of());
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Refused) {
        return Map.of();
      }
      throw e;
    }
  }

  @Override
  public List<Role> list() {
    return SdkIamProblems.call(
        "ListRoles", "the roles", () -> roles().stream().map(SdkRoles::role).toList());
  }

  @Override
  public List<ListedRole> listed() {
    return SdkIamProblems.ifKnown(
            "ListRoles", "the roles", () -> roles().stream().map(SdkRoles::listed).toList())
        .orElse(List.of());
  }

  private List<software.amazon.awssdk.services.iam.model.Role> roles() {
    return SdkIamProblems.pages(
        iam.listRolesPaginator(), ListRolesResponse::marker, ListRolesResponse::roles);
  }

  private static ListedRole listed(software.amazon.awssdk.services.iam.model.Role role) {
    return new ListedRole(
        SdkIamProblems.given(role.roleName()),
        Optional.ofNullable(role.description()).orElse(""),
        decoded(SdkIamProblems.given(role.assumeRolePolicyDocument())));
  }

  @Override
  public Role create(NewRole role) {
    return SdkIamProblems.call(
        "CreateRole",
        what(role.name()),
        () ->
            role(
                iam.createRole(
                        r -> {
                          r.roleName(role.name())
                              .assumeRolePolicyDocument(role.trust().compact())
                              .tags(SdkOidcProviders.sdkTags(role.tags()));
                          role.description().ifPresent(r::description);
                          role.path().ifPresent(r::path);
                          role.maxSession()
                              .ifPresent(
                                  max -> r.maxSessionDuration(Math.toIntExact(max.toSeconds())));
                          role.boundary().ifPresent(r::permissionsBoundary);
                        })
                    .role(),
                role.trust()));
  }

  @Override
  public void updateTrust(String name, TrustPolicy trust) {
    change(
        "UpdateAssumeRolePolicy",
        name,
        () -> iam.updateAssumeRolePolicy(r -> r.roleName(name).policyDocument(trust.compact())));
  }

  @Override
  public void updateMaxSession(String name, Duration maxSession) {
    change(
        "UpdateRole",
        name,
        () ->
            iam.updateRole(
                r -> r.roleName(name).maxSessionDuration(Math.toIntExact(maxSession.toSeconds()))));
  }

  @Override
  public void putBoundary(String name, String arn) {
    change(
        "PutRolePermissionsBoundary",
        name,
        () -> iam.putRolePermissionsBoundary(r -> r.roleName(name).permissionsBoundary(arn)));
  }

  @Override
  public void deleteBoundary(String name) {
    change(
        "DeleteRolePermissionsBoundary",
        name,
        () -> iam.deleteRolePermissionsBoundary(r -> r.roleName(name)));
  }

  /// Does not use UpdateRole, which resets omitted settings to IAM's defaults.
  @Override
  public void describe(String name, String description) {
    var _ =
        SdkIamProblems.ifKnown(
            "UpdateRoleDescription",
            what(name),
            () -> iam.updateRoleDescription(r -> r.roleName(name).description(description)));
  }

  @Override
  public void tag(String name, Map<String, String> tags) {
    change(
        "TagRole",
        name,
        () -> iam.tagRole(r -> r.roleName(name).tags(SdkOidcProviders.sdkTags(tags))));
  }

  @Override
  public void untag(String name, Set<String> keys) {
    change("UntagRole", name, () -> iam.untagRole(r -> r.roleName(name).tagKeys(keys)));
  }

  @Override
  public List<String> attachedPolicies(String name) {
    return SdkIamProblems.ifKnown(
            "ListAttachedRolePolicies",
            what(name),
            () ->
                SdkIamProblems.pages(
                        iam.listAttachedRolePoliciesPaginator(r -> r.roleName(name)),
                        ListAttachedRolePoliciesResponse::marker,
                        ListAttachedRolePoliciesResponse::attachedPolicies)
                    .stream()
                    .map(AttachedPolicy::policyArn)
                    .toList())
        .orElse(List.of());
  }

  @Override
  public boolean lacksPolicy(String arn) {
    try {
      return SdkIamProblems.find(
              "GetPolicy", "the policy " + arn, () -> iam.getPolicy(r -> r.policyArn(arn)))
          .isEmpty();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Refused) {
        return false; // attaching reports the error
      }
      throw e;
    }
  }

  @Override
  public void attachPolicy(String name, String arn) {
    var _ =
        SdkIamProblems.call(
            "AttachRolePolicy",
            "the policy " + arn,
            () -> iam.attachRolePolicy(r -> r.roleName(name).policyArn(arn)));
  }

  @Override
  public void detachPolicy(String name, String arn) {
    change(
        "DetachRolePolicy", name, () -> iam.detachRolePolicy(r -> r.roleName(name).policyArn(arn)));
  }

  @Override
  public List<String> inlinePolicies(String name) {
    return SdkIamProblems.call(
        "ListRolePolicies",
        what(name),
        () ->
            SdkIamProblems.pages(
                iam.listRolePoliciesPaginator(r -> r.roleName(name)),
                ListRolePoliciesResponse::marker,
                ListRolePoliciesResponse::policyNames));
  }

  @Override
  public Optional<String> inlinePolicy(String name, String policy) {
    return SdkIamProblems.find(
            "GetRolePolicy",
            what(name),
            () -> iam.getRolePolicy(r -> r.roleName(name).policyName(policy)).policyDocument())
        .map(SdkRoles::decoded);
  }

  @Override
  public void putInlinePolicy(String name, String policy, String document) {
    change(
        "PutRolePolicy",
        name,
        () -> iam.putRolePolicy(r -> r.roleName(name).policyName(policy).policyDocument(document)));
  }

  @Override
  public void deleteInlinePolicy(String name, String policy) {
    change(
        "DeleteRolePolicy",
        name,
        () -> iam.deleteRolePolicy(r -> r.roleName(name).policyName(policy)));
  }

  @Override
  public List<String> instanceProfiles(String name) {
    return SdkIamProblems.ifKnown(
            "ListInstanceProfilesForRole",
            what(name),
            () ->
                SdkIamProblems.pages(
                        iam.listInstanceProfilesForRolePaginator(r -> r.roleName(name)),
                        ListInstanceProfilesForRoleResponse::marker,
                        ListInstanceProfilesForRoleResponse::instanceProfiles)
                    .stream()
                    .map(InstanceProfile::instanceProfileName)
                    .toList())
        .orElse(List.of());
  }

  @Override
  public void delete(String name) {
    change("DeleteRole", name, () -> iam.deleteRole(r -> r.roleName(name)));
  }

  @Override
  public OptionalInt trustPolicyQuota() {
    var quota =
        SdkIamProblems.ifKnown(
                "GetAccountSummary", "the account", () -> iam.getAccountSummary().summaryMap())
            .map(summary -> summary.get(SummaryKeyType.ASSUME_ROLE_POLICY_SIZE_QUOTA));
    return quota.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static void change(String action, String name, Supplier<?> call) {
    var _ = SdkIamProblems.call(action, what(name), call);
  }

  private static Role role(software.amazon.awssdk.services.iam.model.Role role) {
    return role(
        role,
        TrustPolicy.parse(
            decoded(SdkIamProblems.given(role.assumeRolePolicyDocument())),
            "the trust policy of role " + role.roleName()));
  }

  private static Role role(software.amazon.awssdk.services.iam.model.Role role, TrustPolicy trust) {
    var boundary = Optional.ofNullable(role.permissionsBoundary());
    var maxSession = Optional.ofNullable(role.maxSessionDuration()).orElse(3600);
    return new Role(
        SdkIamProblems.given(role.roleName()),
        SdkIamProblems.given(role.arn()),
        Optional.ofNullable(role.path()).orElse("/"),
        Optional.ofNullable(role.description()).orElse(""),
        Duration.ofSeconds(maxSession),
        boundary.flatMap(b -> Optional.ofNullable(b.permissionsBoundaryArn())),
        SdkOidcProviders.tags(role.tags()),
        trust);
  }

  /// Decodes a policy document. IAM returns it percent-encoded (RFC 3986), in which `+` is a plus
  /// sign. Some compatible services return it unencoded.
  public static String decoded(String document) {
    if (document.stripLeading().startsWith("{")) {
      return document;
    }
    try {
      return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return document;
    }
  }

  private static String what(String name) {
    return "role " + name;
  }
}
