package io.spiffeaws.s3;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.role.S3Access;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.util.List;
import java.util.Optional;

/// Proposes how to allow a denied call. Only a missing permission of the role is granted. A
/// statement that denies is shown, since it may be intended.
final class DenialHints {
  private static final String SHOW_BUCKET_POLICY =
      "aws s3api get-bucket-policy --bucket %s --query Policy --output text";

  private final CheckObjectStore.Request request;
  private final AccessFacts facts;
  private final DenialCause cause;
  private final RoleArn target;

  DenialHints(CheckObjectStore.Request request, AccessFacts facts, DenialCause cause) {
    this.request = request;
    this.facts = facts;
    this.cause = cause;
    this.target = facts.session().target();
  }

  String hint() {
    if (cause.allowing().isPresent()) {
      return "wait a minute for the change in IAM to take effect, and run the command again";
    }
    return cause.layer().map(this::hint).orElseGet(this::unknown);
  }

  private String hint(DenyingLayer layer) {
    return switch (layer) {
      case IDENTITY_POLICY ->
          cause.explicit()
              ? denyingRolePolicy()
              : facts.misspelt().map(this::otherBucket).orElseGet(this::grant);
      case PERMISSIONS_BOUNDARY -> boundary();
      case SESSION_POLICY -> session();
      case BUCKET_POLICY -> cause.denial().ofKey() ? keyPolicy() : bucketPolicy();
      case SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY -> organization();
      case VPC_ENDPOINT_POLICY ->
          "to show the policies of the endpoints, run: aws ec2 describe-vpc-endpoints; an"
              + " administrator of the VPC can change them";
      case PUBLIC_ACCESS_BLOCK ->
          "to show the settings of the bucket, run: "
              + onBucket("aws s3api get-public-access-block --bucket %s");
      case OBJECT_LOCK ->
          "to show the settings of the bucket, run: "
              + onBucket("aws s3api get-object-lock-configuration --bucket %s");
      case REQUESTER_PAYS ->
          "use a bucket whose owner pays, or to show the setting, run: "
              + onBucket("aws s3api get-bucket-request-payment --bucket %s");
    };
  }

  /// A permission for a bucket that does not exist would not help.
  private String otherBucket(String near) {
    return "the account has no bucket \"%s\", but \"%s\"; specify it: %s"
        .formatted(facts.bucket(), near, new S3Location(near, request.location().prefix()));
  }

  private String grant() {
    var action = cause.denial().action();
    if (cause.denial().ofKey()) {
      return toAllow("it") + putRolePolicy("kms-" + facts.bucket(), keyAccess());
    }
    return access()
        .map(access ->
            toAllow(action)
                + (mayCreateRole()
                    ? createRole(access)
                    : putRolePolicy(access.policyName(), access.policy(target.partition()))))
        .orElseGet(() ->
            "allow %s in a policy of the role %s (requires iam:PutRolePolicy)"
                .formatted(action, target));
  }

  /// The beginning of a command that changes IAM. A reader who cannot read the role cannot change
  /// it either.
  private String toAllow(String action) {
    return facts.role().isPresent()
        ? "to allow %s, run: ".formatted(action)
        : "ask an operator with IAM permissions to allow %s with: ".formatted(action);
  }

  private Optional<S3Access> access() {
    try {
      return Optional.of(S3Access.parse(locationText() + ":read-write"));
    } catch (ProblemException notGrantable) {
      return Optional.empty(); // a prefix with wildcards, or a bucket name of before 2018
    }
  }

  private String locationText() {
    return request.location().toString().substring("s3://".length());
  }

  /// Whether `trust role create` grants the permission and changes nothing else: the role is known
  /// to be managed by this tool, and its trust policy lists the subject. A role that cannot be read
  /// may not be managed, and `trust role create` then refuses to change it.
  private boolean mayCreateRole() {
    return facts.session().chain().isEmpty()
        && issuer().isPresent()
        && subject().isPresent()
        && facts.role().map(RolePermissions::role).filter(this::isPrepared).isPresent();
  }

  private boolean isPrepared(Role role) {
    var subject = subject().orElse("");
    var host = issuer().orElse("").replaceFirst("^https://", "");
    return role.isManaged()
        && SubjectEditor.subs(role.trust()).stream()
            .anyMatch(listed ->
                listed.sub().equals(subject)
                    && listed.provider().endsWith(":oidc-provider/" + host)
                    && listed.audiences().contains(audience()));
  }

  private Optional<String> issuer() {
    return request.token().flatMap(JwtToken::issuer);
  }

  private Optional<String> subject() {
    return request.token().flatMap(JwtToken::subject);
  }

  private String audience() {
    return request.token().map(JwtToken::audiences).stream()
        .flatMap(List::stream)
        .findFirst()
        .orElse(ProviderAudience.DEFAULT_AUDIENCE);
  }

  private String createRole(S3Access access) {
    var role = target.resource().equals(target.name()) ? target.name() : target.toString();
    return TypedCommand.of(
            "spiffe-aws trust role create %s --issuer %s --sub %s",
            role, issuer().orElse(""), subject().orElse(""))
        + (audience().equals(ProviderAudience.DEFAULT_AUDIENCE)
            ? ""
            : TypedCommand.of(" --audience %s", audience()))
        + TypedCommand.of(" --s3 %s", access.text());
  }

  private String putRolePolicy(String name, String document) {
    return TypedCommand.of(
        "aws iam put-role-policy --role-name %s --policy-name %s --policy-document %s",
        target.name(), name, document);
  }

  private String keyAccess() {
    return JsonText.compact(
        Json.object()
            .with("Version", Json.of("2012-10-17"))
            .with(
                "Statement",
                Json.object()
                    .with("Effect", Json.of("Allow"))
                    .with("Action", Json.strings(List.of("kms:GenerateDataKey", "kms:Decrypt")))
                    .with("Resource", Json.of(cause.denial().resource().orElse("*")))));
  }

  private String denyingRolePolicy() {
    return cause
            .match()
            .map(match -> "to show it, run: " + match.policy().show())
            .orElseGet(() ->
                "to list the policies of the role, run: "
                    + TypedCommand.of("aws iam list-role-policies --role-name %s", target.name())
                    + " and "
                    + TypedCommand.of(
                        "aws iam list-attached-role-policies --role-name %s", target.name()))
        + "; if the statement is not intended, remove it there";
  }

  private String boundary() {
    return facts
            .role()
            .flatMap(RolePermissions::boundary)
            .map(policy -> "to show it, run: " + policy.show())
            .orElseGet(() ->
                "to show which it is, run: "
                    + TypedCommand.of("aws iam get-role --role-name %s", target.name()))
        + "; an administrator who may change it must allow "
        + cause.denial().action();
  }

  private String session() {
    var policies = facts.session().policies();
    if (policies.sessionPolicy().isEmpty() && policies.policyArns().isEmpty()) {
      return "allow %s in the policy of the session, or request a session without it"
          .formatted(cause.denial().action());
    }
    var option =
        policies.sessionPolicy().isEmpty()
            ? "--policy-arn"
            : policies.policyArns().isEmpty()
                ? "--session-policy"
                : "--session-policy or --policy-arn";
    return "%s %s in %s, or omit %s"
        .formatted(
            cause.explicit() ? "do not deny" : "allow", cause.denial().action(), option, option);
  }

  private String bucketPolicy() {
    return "to show it, run: "
        + onBucket(SHOW_BUCKET_POLICY)
        + "; the bucket's owner can change it (s3:PutBucketPolicy)";
  }

  private String keyPolicy() {
    return cause
        .denial()
        .resource()
        .map(key ->
            TypedCommand.of(
                    "to show it, run: aws kms get-key-policy --key-id %s --policy-name default",
                    key)
                + "; the key's administrator can change it (kms:PutKeyPolicy)")
        .orElse("ask the key's administrator to allow kms:GenerateDataKey and kms:Decrypt");
  }

  private String organization() {
    return cause
            .denial()
            .policy()
            .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
            .map(id ->
                TypedCommand.of(
                    "to show it, run: aws organizations describe-policy --policy-id %s; ", id))
            .orElse("")
        + "an administrator of the organization can change it";
  }

  private String unknown() {
    return facts.unread().isEmpty()
        ? "ask the administrator of the organization and of the network for a service control"
            + " policy, resource control policy or VPC endpoint policy that applies to this"
            + " request; for the bucket's key, run: "
            + onBucket("aws s3api get-bucket-encryption --bucket %s")
        : "run the command again with credentials that may read these policies: --profile NAME";
  }

  private String onBucket(String command) {
    return TypedCommand.of(command, facts.bucket());
  }
}
