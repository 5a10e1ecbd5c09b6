package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.cli.view.RenewalView;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.credentials.endpoint.ServeCredentials;
import io.spiffeaws.exec.RunWithRefreshedCredentials;
import io.spiffeaws.refresh.AutoRefreshed;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.refresh.RefreshListener;
import io.spiffeaws.sts.ObtainCredentials;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Creates the operations that renew credentials and serve them.
public final class RefreshWiring {
  /// Less than the time that SDKs wait for an answer: two seconds in botocore.
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Invocation invocation;
  private final SecureRandom random = new SecureRandom();

  public RefreshWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  /// Call this before connections are opened.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the options name a single token
  public RunWithRefreshedCredentials runWithFreshCredentials(SessionOptions options) {
    options.requireRenewable(invocation);
    return new RunWithRefreshedCredentials(
        () -> credentials(options),
        ProgramWiring.supervised(invocation.console()),
        invocation.clock(),
        random);
  }

  /// Serves roles, as the options say.
  ///
  /// @param named whether the role is the one that the options name
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the options name a single token
  public ServeCredentials serveCredentials(SessionOptions options, boolean named) {
    options.requireRenewable(invocation);
    return new ServeCredentials(
        (role, metrics) -> {
          var request = named ? options.request(invocation) : options.request(invocation, role);
          return fresh(request, source(options, request), metrics.counting(view(request)));
        },
        invocation.clock(),
        random);
  }

  private AutoRefreshed<SessionCredentials> credentials(SessionOptions options) {
    var request = options.request(invocation);
    return fresh(request, source(options, request), view(request));
  }

  private Supplier<SessionCredentials> source(
      SessionOptions options, ObtainCredentials.Request request) {
    var obtain = new CredentialsWiring(invocation).obtainCredentials(options);
    return () -> obtain.run(request).credentials();
  }

  private RenewalView view(ObtainCredentials.Request request) {
    return new RenewalView(request.target().name(), invocation.output());
  }

  private AutoRefreshed<SessionCredentials> fresh(
      ObtainCredentials.Request request,
      Supplier<SessionCredentials> source,
      RefreshListener<SessionCredentials> listener) {
    var role = request.target().name();
    return AutoRefreshed.start(
        source,
        request::lifetime,
        listener,
        new RefreshDependencies(
            invocation.clock(), invocation.sleeper(), new SplittableRandom(random.nextLong())),
        new AutoRefreshed.Settings("the credentials of " + role, PATIENCE));
  }

  /// Returns the parent of temporary directories. Not `XDG_RUNTIME_DIR`: that is deleted when its
  /// user logs out, and the command may keep running (nohup).
  public Path temporary() {
    return Path.of(invocation.environment("TMPDIR").orElse("/tmp"));
  }
}
