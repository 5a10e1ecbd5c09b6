package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.exec.RunWithCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.HttpsIssuerDocuments;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.oidc.IssuerRoutes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.s3.AccessPolicies;
import io.spiffeaws.s3.ObjectStore;
import io.spiffeaws.s3.SdkAccessPolicies;
import io.spiffeaws.s3.SdkObjectStore;
import io.spiffeaws.sts.ExchangeRequest;
import io.spiffeaws.sts.ExplainStsError;
import io.spiffeaws.sts.FirstSession;
import io.spiffeaws.sts.HttpTokenExchange;
import io.spiffeaws.sts.IamAccountView;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.ReviewToken;
import io.spiffeaws.sts.ReviewTrust;
import io.spiffeaws.sts.SdkRoleAssumption;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.sts.StsConnections;
import io.spiffeaws.sts.StsErrorExplanation;
import io.spiffeaws.sts.TokenExchange;
import io.spiffeaws.sts.TokenSource;
import io.spiffeaws.sts.ValidateToken;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.workload.FetchJwtSvid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Creates the operations that fetch tokens, exchange them and run programs with the credentials.
public final class CredentialsWiring {
  private final Invocation invocation;
  private final boolean ofProfile;

  public CredentialsWiring(Invocation invocation) {
    this(invocation, false);
  }

  private CredentialsWiring(Invocation invocation, boolean ofProfile) {
    this.invocation = invocation;
    this.ofProfile = ofProfile;
  }

  /// For a `credential_process`. It explains a denial only with keys of the environment: the
  /// profile's own keys may come from this very command, which would call itself without end.
  public static CredentialsWiring ofProfile(Invocation invocation) {
    return new CredentialsWiring(invocation, true);
  }

  /// Requests a new session each time.
  public ObtainCredentials obtainCredentials(SessionOptions options) {
    return obtainCredentials(options, SessionStore.NONE);
  }

  public ObtainCredentials obtainCredentials(SessionOptions options, CacheOption cache) {
    return obtainCredentials(options, new CacheWiring(invocation).store(options, cache));
  }

  private ObtainCredentials obtainCredentials(SessionOptions options, SessionStore store) {
    var retryBudget = options.waiting().retryBudget("credentials", invocation);
    return options
        .target(invocation)
        .map(target ->
            obtainCredentials(
                options,
                new RolesAnywhereWiring(invocation)
                    .firstSession(options, target, options.settings(invocation), retryBudget),
                store,
                retryBudget))
        .orElseGet(
            () -> obtainCredentials(options, tokens(options, retryBudget), store, retryBudget));
  }

  /// For a first session of any kind.
  ObtainCredentials obtainCredentials(
      SessionOptions options, FirstSession first, SessionStore store, RetryBudget retryBudget) {
    return new ObtainCredentials(
        first, new SdkRoleAssumption(clients(options.settings(invocation))), store, retryBudget);
  }

  /// For a token that exists already.
  ObtainCredentials obtainCredentials(
      SessionOptions options, TokenSource tokens, SessionStore store, RetryBudget retryBudget) {
    var settings = options.settings(invocation);
    var explanation =
        new ExplainStsError(
            reviewToken(),
            request -> reviewTrust(settings, request),
            options.audience().audience(invocation),
            invocation.timeout());
    return obtainCredentials(options, tokens, store, explanation, retryBudget);
  }

  /// For a token that exists already; an error is not explained.
  ObtainCredentials obtainUnexplained(
      SessionOptions options, TokenSource tokens, RetryBudget retryBudget) {
    return obtainCredentials(
        options, tokens, SessionStore.NONE, StsErrorExplanation.NONE, retryBudget);
  }

  private ObtainCredentials obtainCredentials(
      SessionOptions options,
      TokenSource tokens,
      SessionStore store,
      StsErrorExplanation explanation,
      RetryBudget retryBudget) {
    var settings = options.settings(invocation);
    return new ObtainCredentials(
        tokens,
        exchange(settings),
        new SdkRoleAssumption(clients(settings)),
        explanation,
        store,
        retryBudget);
  }

  private TokenExchange exchange(AwsSettings settings) {
    var connections =
        new StsConnections(settings, () -> clients(settings).region(), invocation::environment);
    return new HttpTokenExchange(connections, invocation.calls(), invocation.sleeper());
  }

  public ReviewToken reviewToken() {
    return new ReviewToken(this::issuers, invocation.clock());
  }

  public ValidateToken validateToken() {
    return new ValidateToken(reviewToken());
  }

  public ObjectStore objects(SessionOptions options, SessionCredentials credentials) {
    return new SdkObjectStore(clients(options.settings(invocation)), credentials);
  }

  /// Reads the policies that explain a denial of S3, with the operator's own permissions.
  public AccessPolicies accessPolicies(SessionOptions options) {
    var clients = clients(options.settings(invocation));
    return new SdkAccessPolicies(clients::iam, clients::operatorsS3);
  }

  /// Returns an object key that no other object has.
  public String uniqueName(String prefix) {
    return prefix + UUID.randomUUID();
  }

  public RunWithCredentials runWithCredentials(SessionOptions options, CacheOption cache) {
    return new RunWithCredentials(
        obtainCredentials(options, cache), ProgramWiring.replacing(invocation.console()));
  }

  /// Returns the region for a program with these credentials.
  public Optional<String> region(SessionOptions options) {
    return clients(options.settings(invocation)).region();
  }

  private TokenSource tokens(SessionOptions options, RetryBudget retryBudget) {
    if (options.tokenFile().isPresent()) {
      return givenTokens(options, options.tokenFile().get());
    }
    var fetch = new WorkloadWiring(invocation).fetchJwtSvid(options.workload(), retryBudget);
    var request =
        new FetchJwtSvid.Request(
            options.audience().audience(invocation), options.workload().selector(invocation));
    return () -> JwtToken.parse(fetch.run(request).token());
  }

  /// A token file is read each time, since another program renews it.
  private TokenSource givenTokens(SessionOptions options, String where) {
    if (!where.equals("-")) {
      return () -> options.givenToken(where, invocation);
    }
    var token = options.givenToken(where, invocation);
    return () -> token;
  }

  /// Uses the operator's own permissions, if there are any; the client is created only after a
  /// denial.
  private Optional<Problem> reviewTrust(AwsSettings settings, ExchangeRequest request) {
    if (ofProfile && settings.keys().isEmpty()) {
      return Optional.empty();
    }
    try (var iam = clients(settings).iam()) {
      var account = new IamAccountView(new SdkRoles(iam), new SdkOidcProviders(iam));
      return new ReviewTrust(account, settings.endpoint("sts").isPresent()).cause(request);
    }
  }

  private IssuerDocuments issuers() {
    return HttpsIssuerDocuments.trusting(
        invocation.environment("AWS_CA_BUNDLE").map(Path::of),
        IssuerRoutes.of(invocation::environment),
        shorter(invocation.timeout(), HttpsIssuerDocuments.AWS_TIMEOUT),
        invocation.calls());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private SdkClients clients(AwsSettings settings) {
    return new SdkClients(settings, invocation.calls());
  }
}
