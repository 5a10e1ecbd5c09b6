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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return refusal(caller, request, action, resource, keys, Optional.empty());
  }

  /// Like the above, for a resource that may have a policy of its own. Its Deny overrides, also for
  /// the administrator. Its Allow counts like one of the role's policies.
  public Optional<String> refusal(
      Caller caller,
      AwsRequest request,
      String action,
      String resource,
      RequestContext keys,
      Optional<PolicyDocument> ofResource) {
    var asked = AccessRequest.of(action, resource, context(caller, request).with(keys));
    var shared = ofResource.map(policy -> ofResource(policy, caller, asked));
    var layers =
        switch (caller) {
          case Caller.Administrator _ -> List.<Layer>of();
          case Caller.Assumed assumed -> layers(assumed.session());
        };
    return refusal(layers, asked, shared.orElse(Verdict.UNDECIDED));
  }

  private static Optional<String> refusal(
      List<Layer> layers, AccessRequest request, Verdict ofResource) {
    var verdicts = new ArrayList<Verdict>();
    layers.forEach(layer -> verdicts.add(PolicyDocument.decide(layer.documents(), request)));
    int denied = verdicts.indexOf(Verdict.DENIED);
    if (denied >= 0) {
      return Optional.of(reason(Verdict.DENIED, layers.get(denied).name(), request.action()));
    }
    if (ofResource == Verdict.DENIED) {
      return Optional.of(reason(Verdict.DENIED, "resource-based policy", request.action()));
    }
    if (!layers.isEmpty() && ofResource == Verdict.ALLOWED) {
      verdicts.set(0, Verdict.ALLOWED);
    }
    int undecided = verdicts.indexOf(Verdict.UNDECIDED);
    return undecided < 0
        ? Optional.empty()
        : Optional.of(reason(Verdict.UNDECIDED, layers.get(undecided).name(), request.action()));
  }

  /// Evaluates a resource's policy. A statement for the whole account denies all its principals,
  /// but leaves it to their own policies what they are allowed.
  private Verdict ofResource(PolicyDocument policy, Caller caller, AccessRequest request) {
    var names = names(caller);
    var withAccount = new HashSet<>(names);
    withAccount.add(account.number());
    withAccount.add(account.iamArn("root"));
    if (policy.decide(request.by("AWS", withAccount)) == Verdict.DENIED) {
      return Verdict.DENIED;
    }
    return policy.decide(request.by("AWS", names));
  }

  private Set<String> names(Caller caller) {
    var names = new HashSet<>(Set.of(caller.arn()));
    if (caller instanceof Caller.Assumed assumed) {
      account.role(assumed.session().roleName()).map(Role::arn).ifPresent(names::add);
    }
    return names;
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
    var restricting = session.policies().stream().map(group -> new Layer("session policy", group));
    return Stream.concat(Stream.concat(Stream.of(identity), boundary.stream()), restricting)
        .toList();
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

  private RequestContext context(Caller caller, AwsRequest request) {
    return switch (caller) {
      case Caller.Assumed assumed -> context(assumed, request);
      case Caller.Administrator administrator ->
          GlobalConditionKeys.of(request, clock)
              .with("aws:PrincipalType", "User")
              .with("aws:PrincipalAccount", administrator.account())
              .with("aws:PrincipalArn", administrator.arn())
              .with("aws:userid", administrator.userId());
    };
  }

  private RequestContext context(Caller.Assumed caller, AwsRequest request) {
    var session = caller.session();
    var context =
        session
            .federation()
            .with(GlobalConditionKeys.of(request, clock))
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
