package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.doctor.ExamineAccount;
import io.spiffeaws.doctor.ExamineChain;
import io.spiffeaws.doctor.ExamineCloudTrail;
import io.spiffeaws.doctor.ExamineIssuer;
import io.spiffeaws.doctor.ExamineProvider;
import io.spiffeaws.doctor.ExamineRole;
import io.spiffeaws.doctor.ExamineSession;
import io.spiffeaws.doctor.ExamineToken;
import io.spiffeaws.doctor.SdkDeniedExchanges;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import java.util.Optional;

/// Creates the checks of the whole chain with a token. Close it to close its connections.
public final class DoctorWiring implements AutoCloseable {
  private final Invocation invocation;
  private final SessionOptions options;
  private final DoctorParts parts;

  public DoctorWiring(Invocation invocation, SessionOptions options) {
    this.invocation = invocation;
    this.options = options;
    this.parts = new DoctorParts(invocation, options);
  }

  /// @param cloudTrail the role whose denied exchanges are read from CloudTrail; empty for none
  public ExamineChain examineChain(NamedServerOption server, Optional<RoleArn> cloudTrail) {
    var review = parts.credentials().reviewToken();
    var providers = new SdkOidcProviders(parts.iam());
    var trust = new CheckTrust(new SdkRoles(parts.iam()), providers, review);
    return new ExamineChain(
        parts.agent(server),
        parts.entry(server),
        new ExamineToken(review, invocation.clock()),
        issuer(),
        new ExamineAccount(
            parts.operator(),
            new ExamineProvider(trust, providers, parts::role),
            new ExamineRole(parts::role, trust)),
        session(),
        cloudTrail.map(this::cloudTrail),
        parts.s3());
  }

  private ExamineCloudTrail cloudTrail(RoleArn role) {
    var calls = parts.clients().operatorsJson(SdkDeniedExchanges.SERVICE, role.partition());
    return new ExamineCloudTrail(new SdkDeniedExchanges(calls), invocation.clock());
  }

  private ExamineIssuer issuer() {
    return new ExamineIssuer(new OidcWiring(invocation).checkIssuer(), invocation.clock());
  }

  private ExamineSession session() {
    var credentials = parts.credentials();
    var retryBudget = parts.retryBudget();
    return new ExamineSession(
        (tokens, causeKnown) ->
            causeKnown
                ? credentials.obtainUnexplained(options, tokens, retryBudget)
                : credentials.obtainCredentials(options, tokens, SessionStore.NONE, retryBudget),
        parts::caller,
        retryBudget);
  }

  @Override
  public void close() {
    parts.close();
  }
}
