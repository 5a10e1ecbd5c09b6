package io.spiffeaws.trust.provider;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.ListedRole;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.ProviderStatements;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Deletes the OIDC provider of an issuer, if no role trusts it.
public final class DeleteProvider {
  private static final int COMMANDS = 5;

  private final OidcProviders providers;
  private final Roles roles;

  public DeleteProvider(OidcProviders providers, Roles roles) {
    this.providers = providers;
    this.roles = roles;
  }

  /// @param force delete a provider that roles trust, or if the caller may not list roles; their
  ///   trust policies are not changed
  public record Request(IssuerUrl issuer, boolean force, boolean dryRun) {}

  /// Deletes the provider. A provider that does not exist is reported as unchanged. With `force`,
  /// roles that trust it are a warning.
  ///
  /// @throws ProblemException refused, in a dry run too: `provider-in-use`, or if IAM rejects a
  ///   call
  public ChangeReport run(Request request) {
    var arn = providers.ofIssuer(request.issuer());
    var warnings = arn.map(found -> users(found, request)).orElse(List.of());
    if (arn.isPresent() && !request.dryRun()) {
      providers.delete(arn.get());
    }
    return new ChangeReport(
        new Changes(List.of(change(request.issuer(), arn)), request.dryRun()), warnings);
  }

  private static Change change(IssuerUrl issuer, Optional<ProviderArn> arn) {
    return new Change(
        Change.Kind.OIDC_PROVIDER,
        issuer.text(),
        arn.isPresent() ? Change.Action.DELETED : Change.Action.UNCHANGED,
        arn.map(ProviderArn::text).orElse(null),
        arn.isPresent() ? "" : "provider not found");
  }

  private List<String> users(ProviderArn arn, Request request) {
    var trusting = trusting(arn, request);
    if (trusting.isEmpty()) {
      return List.of();
    }
    var names = trusting.stream().map(ListedRole::name).collect(Collectors.joining(", "));
    if (!request.force()) {
      throw ProblemException.refused(
          "provider-in-use",
          "roles trust the OIDC provider of " + request.issuer() + ": " + names,
          removal(trusting, arn, request.issuer()));
    }
    return List.of("these roles can no longer be assumed through the provider: " + names);
  }

  private List<ListedRole> trusting(ProviderArn arn, Request request) {
    try {
      return roles.listed().stream().filter(role -> role.names(arn)).toList();
    } catch (ProblemException e) {
      if (!(e.problem() instanceof Problem.Refused refused)) {
        throw e;
      }
      if (request.force()) {
        return List.of();
      }
      throw ProblemException.refused(
          refused.code(),
          "cannot check whether roles trust the provider: " + refused.message(),
          "allow iam:ListRoles, or delete it without that check: " + forced(request.issuer()));
    }
  }

  private static String removal(List<ListedRole> trusting, ProviderArn arn, IssuerUrl issuer) {
    var commands =
        trusting.stream()
            .limit(COMMANDS)
            .map(role -> removal(role, arn, issuer) + "\n")
            .collect(Collectors.joining());
    return commands + "to delete it anyway, run: " + forced(issuer);
  }

  /// A role must have a trust policy statement, so a role that would have none left is deleted.
  private static String removal(ListedRole role, ProviderArn arn, IssuerUrl issuer) {
    var inspect =
        TypedCommand.of("to see its trust policy, run: spiffe-aws trust role show %s", role.name());
    try {
      var policy = TrustPolicy.parse(role.trust());
      if (ProviderStatements.without(policy, arn).grantsNothing()) {
        return TypedCommand.of(
            "to delete role %s, which trusts nothing else, run: spiffe-aws trust role delete %s",
            role.name(), role.name());
      }
      var subjects =
          SubjectEditor.subs(policy).stream()
              .filter(subject -> subject.provider().equals(arn.text()))
              .map(ListedSubject::sub)
              .distinct()
              .map(TypedCommand::word)
              .collect(Collectors.joining(" "));
      return subjects.isEmpty()
          ? inspect
          : TypedCommand.of("to remove it from role %s, run: ", role.name())
              + TypedCommand.of("spiffe-aws trust remove-sub %s ", role.name())
              + subjects
              + TypedCommand.of(" --issuer %s", issuer.text());
    } catch (ProblemException unreadable) {
      return inspect;
    }
  }

  private static String forced(IssuerUrl issuer) {
    return TypedCommand.of("spiffe-aws trust provider delete %s --force", issuer.text());
  }
}
