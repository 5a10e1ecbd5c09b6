package io.spiffeaws.s3;

import io.spiffeaws.check.Check;
import java.util.ArrayList;
import java.util.List;

/// Explains a denied call: which policy denied it, and how to change that.
final class ExplainDenial {
  private final CheckObjectStore.Request request;
  private final AccessFacts facts;

  ExplainDenial(CheckObjectStore.Request request, AccessFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  /// Returns the failed check of a denied call.
  ///
  /// @param name of the check
  /// @param object the ARN of the object
  Check check(String name, String object, Denial denial) {
    var call =
        AccessCall.of(
            denial.action(),
            denial.resource().orElse(object),
            facts.session().target(),
            request.assumedRole());
    var cause = new FindDenialCause(facts, call).run(denial);
    return Check.bad(
        name,
        "AWS denied %s%s: %s%s"
            .formatted(denial.action(), key(denial), reason(cause), elsewhere(cause, call)),
        new DenialHints(request, facts, cause).hint());
  }

  private static String key(Denial denial) {
    return denial.ofKey() ? denial.resource().map(key -> " on " + key).orElse("") : "";
  }

  /// The resources on which a policy of the role allows the action, if it does not allow the
  /// request.
  private String elsewhere(DenialCause cause, AccessCall call) {
    var lacking =
        !cause.explicit()
            && cause.allowing().isEmpty()
            && cause.layer().filter(DenyingLayer.IDENTITY_POLICY::equals).isPresent();
    var evaluation = new PermissionEvaluation(call);
    return lacking
        ? facts.role().map(RolePermissions::identity).orElse(List.of()).stream()
            .flatMap(policy ->
                policy.statements().stream()
                    .map(evaluation::otherResources)
                    .filter(resources -> !resources.isEmpty())
                    .map(resources ->
                        "; the %s allows it on %s"
                            .formatted(policy.title(), String.join(", ", resources))))
            .findFirst()
            .orElse("")
        : "";
  }

  private String reason(DenialCause cause) {
    if (cause.match().isPresent()) {
      return denying(cause.match().get());
    }
    var named = cause.layer().map(layer -> title(layer, cause)).orElse("");
    if (named.isEmpty()) {
      return unknown();
    }
    if (cause.allowing().isPresent()) {
      return "no %s allowed it, but the %s of the role allows it now"
          .formatted(named, cause.allowing().get().title());
    }
    return switch (cause.layer().orElseThrow()) {
      case PUBLIC_ACCESS_BLOCK -> "a Block Public Access setting of the bucket or account";
      case OBJECT_LOCK -> "the object is protected by Object Lock";
      case REQUESTER_PAYS -> "the bucket accepts only requesters that pay (Requester Pays)";
      default ->
          cause.explicit()
              ? "a statement of the %s denies it".formatted(named)
              : "no statement of the %s allows it".formatted(named);
    };
  }

  private String title(DenyingLayer layer, DenialCause cause) {
    var arn = cause.denial().policy().map(policy -> " " + policy).orElse("");
    return switch (layer) {
      case IDENTITY_POLICY ->
          "identity-based policy of role " + facts.session().target().name() + arn;
      case PERMISSIONS_BOUNDARY -> "permissions boundary" + (arn.isEmpty() ? boundary() : arn);
      case SESSION_POLICY -> "session policy" + arn;
      case BUCKET_POLICY -> cause.denial().ofKey() ? "key policy" : "bucket policy";
      case SERVICE_CONTROL_POLICY -> "organization's service control policy" + arn;
      case RESOURCE_CONTROL_POLICY -> "organization's resource control policy" + arn;
      case VPC_ENDPOINT_POLICY -> "VPC endpoint policy" + arn;
      case PUBLIC_ACCESS_BLOCK, OBJECT_LOCK, REQUESTER_PAYS -> "bucket";
    };
  }

  private String boundary() {
    return facts
        .role()
        .flatMap(permissions -> permissions.role().boundary())
        .map(arn -> " " + arn)
        .orElse("");
  }

  private static String denying(DenialCause.Match match) {
    return "%s of the %s %s it%s"
        .formatted(
            match.statement().title(),
            match.policy().title(),
            match.sure() ? "denies" : "may deny",
            PermissionEvaluation.conditions(match.statement()));
  }

  private String unknown() {
    var known = new ArrayList<String>();
    known.add("the service does not name the policy");
    if (facts.role().isPresent()) {
      known.add("the policies of role " + facts.session().target().name() + " allow it");
    }
    if (facts.bucketPolicy().isPresent()) {
      known.add("the bucket policy does not deny it");
    }
    known.addAll(facts.unread());
    return String.join("; ", List.copyOf(known));
  }
}
