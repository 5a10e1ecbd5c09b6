package io.spiffeaws.cli.wiring;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.chain.AwsPorts;
import io.spiffeaws.chain.RolesAnywherePorts;
import io.spiffeaws.chain.SdkCallerAccount;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.file.UserDirectories;
import io.spiffeaws.oidc.HttpsIssuerDocuments;
import io.spiffeaws.oidc.IssuerRoutes;
import io.spiffeaws.oidc.TlsIssuerCertificates;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.ListSubjects;
import io.spiffeaws.trust.RemoveSubjects;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.lint.FindingCode;
import io.spiffeaws.trust.lint.FixTrust;
import io.spiffeaws.trust.lint.LintRoles;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.provider.DeleteProvider;
import io.spiffeaws.trust.provider.ListProviders;
import io.spiffeaws.trust.provider.ShowProvider;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.DeleteRole;
import io.spiffeaws.trust.role.FileRoleLocks;
import io.spiffeaws.trust.role.ListTrustingRoles;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.ShowRole;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;

/// Creates the operations on IAM. Close it to close its connections.
public final class TrustWiring implements AutoCloseable {
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);

  private final Invocation invocation;
  private final AwsSettings settings;
  private final IamClient iam;

  public TrustWiring(Invocation invocation, AwsOptions options) {
    this.invocation = invocation;
    this.settings = options.settings(invocation);
    this.iam = new SdkClients(settings, invocation.calls()).iam();
  }

  /// For a command that names a role.
  ///
  /// @param role null for none
  /// @throws io.spiffeaws.problem.ProblemException malformed, if its ARN has an account ID that
  ///   this IAM cannot have
  public static TrustWiring forRole(
      @Nullable RoleReference role, Invocation invocation, AwsOptions options) {
    var accounts = AccountRule.at(options.settings(invocation).endpoint("iam"));
    Optional.ofNullable(role).flatMap(RoleReference::arn).ifPresent(accounts::checkArn);
    return new TrustWiring(invocation, options);
  }

  /// Returns the rule for account IDs of the IAM that is called.
  public AccountRule accounts() {
    return AccountRule.at(settings.endpoint("iam"));
  }

  public CreateProvider createProvider() {
    var routes = IssuerRoutes.of(invocation::environment);
    return new CreateProvider(
        providers(),
        HttpsIssuerDocuments.trusting(
            settings.caBundle(), routes, invocation.timeout(), invocation.calls()),
        new TlsIssuerCertificates(routes, invocation.timeout(), invocation.calls()));
  }

  public ShowProvider showProvider() {
    return new ShowProvider(providers());
  }

  public ListProviders listProviders() {
    return new ListProviders(providers());
  }

  public DeleteProvider deleteProvider() {
    return new DeleteProvider(providers(), roles());
  }

  /// @param stop once it is made, nothing further is written
  public CreateRole createRole(StopRequest stop) {
    return new CreateRole(roles(), providers(), locks(), invocation.sleeper(), stop);
  }

  public ShowRole showRole() {
    return new ShowRole(roles());
  }

  public ListTrustingRoles listRoles() {
    return new ListTrustingRoles(roles());
  }

  /// @param stop once it is made, nothing further is deleted
  public DeleteRole deleteRole(StopRequest stop) {
    return new DeleteRole(roles(), locks(), stop);
  }

  public AddSubjects addSubject() {
    return new AddSubjects(roles(), providers(), locks(), invocation.sleeper());
  }

  public RemoveSubjects removeSubject() {
    return new RemoveSubjects(roles(), providers(), locks(), invocation.sleeper());
  }

  public ListSubjects listSubjects() {
    return new ListSubjects(roles());
  }

  public LintRoles lintRoles(List<FindingCode> ignored) {
    return new LintRoles(roles(), providers(), ignored);
  }

  public FixTrust fixTrust() {
    return new FixTrust(roles(), providers(), locks(), invocation.sleeper());
  }

  public CheckTrust checkTrust() {
    return new CheckTrust(roles(), providers(), new CredentialsWiring(invocation).reviewToken());
  }

  /// Returns the AWS interfaces that a chain needs.
  ///
  /// @param rolesAnywhere as in [AwsPorts]
  AwsPorts chainSide(Optional<RolesAnywherePorts> rolesAnywhere) {
    var trustUpdate = new TrustPolicyUpdate(roles(), locks(), invocation.sleeper());
    return new AwsPorts(
        roles(), providers(), this::account, createProvider(), locks(), trustUpdate, rolesAnywhere);
  }

  private AwsAccount account() {
    try (var sts = new SdkClients(settings, invocation.calls()).operatorsSts()) {
      return new SdkCallerAccount(sts).find();
    }
  }

  private OidcProviders providers() {
    return new SdkOidcProviders(iam);
  }

  private Roles roles() {
    return new SdkRoles(iam);
  }

  private RoleLocks locks() {
    return new FileRoleLocks(
        FileRoleLocks.directories(UserDirectories.of(invocation.console().environment())),
        invocation.clock(),
        invocation.sleeper(),
        LOCK_PATIENCE);
  }

  @Override
  public void close() {
    iam.close();
  }
}
