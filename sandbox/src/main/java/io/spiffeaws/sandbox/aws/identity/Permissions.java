package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.ManagedPolicy;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.policy.AccessRequest;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.policy.Verdict;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Evaluates the permissions of a caller: the intersection of the role's policies, its permissions
/// boundary and the session policies. A Deny in any of them overrides. The administrator may do
/// everything.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
public record Permissions(Account account, Clock clock) {

  private record Layer(String name, List<PolicyDocument> documents) {}

  /// Returns the reason why a request is denied.
  ///
  /// @param keys condition keys of the service itself
  /// @return empty if the request is allowed, otherwise the reason in AWS's words, which follows
  ///   the name of the resource
  public Optional<String> refusal(
      Caller caller, AwsRequest request, String action, String resource, RequestContext keys) {
    return switch (caller) {
      case Caller.Administrator _ -> Optional.empty();
      case Caller.Assumed assumed ->
          refusal(
              layers(assumed.session()),
              AccessRequest.of(action, resource, context(assumed, request).with(keys)));
    };
  }

  private static Optional<String> refusal(List<Layer> layers, AccessRequest request) {
    var verdicts =
        layers.stream().map(layer -> PolicyDocument.decide(layer.documents(), request)).toList();
    for (var wanted : List.of(Verdict.DENIED, Verdict.UNDECIDED)) {
      int at = verdicts.indexOf(wanted);
      if (at >= 0) {
        return Optional.of(reason(wanted, layers.get(at).name(), request.action()));
      }
    }
    return Optional.empty();
  }

  private static String reason(Verdict verdict, String layer, String action) {
    var article = layer.startsWith("i") ? "an " : "a ";
    return verdict == Verdict.DENIED
        ? "with an explicit deny in " + article + layer
        : "because no " + layer + " allows the " + action + " action";
  }

  private List<Layer> layers(RoleSession session) {
    var role = account.role(session.roleName());
    var identity =
        new Layer("identity-based policy", role.stream().flatMap(this::documents).toList());
    var boundary =
        role.map(Role::policies)
            .flatMap(Role.Policies::boundary)
            .map(arn -> new Layer("permissions boundary", managed(arn).toList()));
    var narrowing =
        session.policies().isEmpty()
            ? Optional.<Layer>empty()
            : Optional.of(new Layer("session policy", session.policies()));
    return Stream.of(Optional.of(identity), boundary, narrowing).flatMap(Optional::stream).toList();
  }

  private Stream<PolicyDocument> documents(Role role) {
    return Stream.concat(
        role.policies().inline().values().stream().map(PolicyDocument::permissions),
        role.policies().attached().stream().flatMap(this::managed));
  }

  private Stream<PolicyDocument> managed(String arn) {
    return account
        .policy(arn)
        .map(ManagedPolicy::document)
        .map(PolicyDocument::permissions)
        .stream();
  }

  private RequestContext context(Caller.Assumed caller, AwsRequest request) {
    var session = caller.session();
    var context =
        session
            .federation()
            .with(SharedKeys.of(request, clock))
            .with("aws:PrincipalType", "AssumedRole")
            .with("aws:PrincipalAccount", caller.account())
            .with("aws:userid", caller.userId())
            .with("aws:TokenIssueTime", session.issued().toString());
    return account
        .role(session.roleName())
        .map(role ->
            context
                .with("aws:PrincipalArn", role.arn())
                .with(session.tags().principalKeys(role.tags())))
        .orElse(context);
  }
}
