package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.KeyOrigin;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.operator.CredentialSource.Assumed;
import io.spiffeaws.aws.operator.CredentialSource.Kind;
import io.spiffeaws.aws.operator.CredentialSource.WebIdentity;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.SharedProfiles;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.ExchangeRequest;
import io.spiffeaws.sts.HttpTokenExchange;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.StsConnections;
import io.spiffeaws.sts.TokenExchange;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Finds the operator's own credentials in the order of the AWS SDKs. These are keys of the
/// environment, a web identity of the environment, the profile, the container, and the instance. If
/// a profile is specified, only that profile is used. An invalid source is an error, and the next
/// one is not tried. Thread-safe.
public final class OperatorCredentials implements KeySource {
  private static final String DEFAULT_PROFILE = "default";
  private static final String HALF_PAIR = "half-key-pair";
  private static final String SANDBOX = "SPIFFE_AWS_SANDBOX";
  private static final Duration HOUR = Duration.ofHours(1);

  private final AwsSettings settings;
  private final Caller caller;
  private final Services services;

  /// The calling process.
  ///
  /// @param environment of the process
  /// @param directory the base of relative paths
  /// @param codes asks for MFA codes
  public record Caller(
      Map<String, String> environment, Path directory, MfaCodes codes, Clock clock) {
    private Optional<String> variable(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// Never empty: caches would then be read from the working directory, which other users may be
    /// able to write to.
    private String home() {
      return variable("HOME").orElseGet(() -> System.getProperty("user.home"));
    }

    private Path underAws(String path) {
      return Path.of(home(), ".aws").resolve(path);
    }

    /// Without the environment, which may hold secrets.
    @Override
    public String toString() {
      return "the caller in " + directory;
    }
  }

  /// The services that issue credentials.
  private record Services(
      SsoSessions sso,
      LoginSessions logins,
      CredentialProcess process,
      AssumedRoles roles,
      TokenExchange exchange,
      MachineCredentials machine) {}

  /// Uses the AWS SDK for the role of a profile and for the machine, and plain HTTP for all other
  /// sources.
  ///
  /// @param settings with the specified profile, if there is one
  public static OperatorCredentials of(
      AwsSettings settings, Caller caller, CallLog calls, Sleeper sleeper) {
    var clients = new SdkClients(settings, calls);
    var connections = new StsConnections(settings, settings::region, caller::variable);
    return new OperatorCredentials(
        settings,
        caller,
        new SignInService(settings, calls),
        new SdkRoleSessions(clients),
        new HttpTokenExchange(connections, calls, sleeper),
        new SdkMachineCredentials(caller.environment()),
        calls);
  }

  /// @param settings with the specified profile, if there is one
  OperatorCredentials(
      AwsSettings settings,
      Caller caller,
      SignInService signIn,
      RoleSessions roles,
      TokenExchange exchange,
      MachineCredentials machine,
      CallLog calls) {
    this.settings = settings;
    this.caller = caller;
    var clock = caller.clock();
    var logins =
        caller
            .variable("AWS_LOGIN_CACHE_DIRECTORY")
            .map(text -> caller.directory().resolve(text.replaceFirst("^~/", caller.home() + "/")))
            .orElseGet(() -> caller.underAws("login/cache"));
    this.services =
        new Services(
            new SsoSessions(caller.underAws("sso/cache"), signIn, clock),
            new LoginSessions(logins, signIn, clock),
            new CredentialProcess(caller.environment(), caller.directory(), clock),
            new AssumedRoles(roles, cache(caller), caller.codes(), calls),
            exchange,
            machine);
  }

  /// In a sandbox, nothing is cached: its sessions are invalid elsewhere, and must not remain.
  private static Optional<AssumedRoleCache> cache(Caller caller) {
    return caller.variable(SANDBOX).isPresent()
        ? Optional.empty()
        : Optional.of(new AssumedRoleCache(caller.underAws("cli/cache"), caller.clock()));
  }

  @Override
  public ExpiringKeys find() {
    return settings.profile().map(this::ofProfile).orElseGet(this::ofEnvironment);
  }

  @Override
  public boolean isGoodFor(ExpiringKeys keys, Duration length) {
    var end = caller.clock().instant().plus(length);
    return keys.expires().isEmpty() || end.isBefore(keys.expires().get());
  }

  private ExpiringKeys ofProfile(String name) {
    var reader = reader();
    return reader.read(name).map(this::resolve).orElseThrow(() -> reader.withoutCredentials(name));
  }

  private ExpiringKeys ofEnvironment() {
    return environmentKeys()
        .or(this::webIdentityOfEnvironment)
        .or(this::ofDefaultProfile)
        .or(() -> ofMachine(Kind.CONTAINER))
        .or(() -> ofMachine(Kind.INSTANCE))
        .orElseGet(this::none);
  }

  /// Reports an incomplete default profile only now: a machine's credentials do not need it.
  private ExpiringKeys none() {
    reader()
        .incompleteDefault(DEFAULT_PROFILE)
        .ifPresent(problem -> {
          throw problem;
        });
    return KeySource.NONE.find();
  }

  private Optional<ExpiringKeys> ofDefaultProfile() {
    var reader = reader();
    return reader.has(DEFAULT_PROFILE)
        ? reader.read(DEFAULT_PROFILE).map(this::resolve)
        : Optional.empty();
  }

  private Optional<ExpiringKeys> environmentKeys() {
    var id = caller.variable("AWS_ACCESS_KEY_ID");
    var secret = caller.variable("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() != secret.isPresent()) {
      throw ProblemException.malformed(
          HALF_PAIR,
          "%s is set, but %s is not"
              .formatted(
                  id.isPresent() ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
                  id.isPresent() ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"),
          "set both, or neither: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY");
    }
    return id.map(key ->
        ExpiringKeys.ofEnvironment(
            new AwsKeys(
                key,
                Secret.of(secret.orElseThrow()),
                caller.variable("AWS_SESSION_TOKEN").map(Secret::of))));
  }

  private Optional<ExpiringKeys> webIdentityOfEnvironment() {
    var file = caller.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    var role = caller.variable("AWS_ROLE_ARN");
    return file.isEmpty() || role.isEmpty()
        ? Optional.empty()
        : Optional.of(
            exchange(
                    RoleArn.parse(role.get()),
                    caller.variable("AWS_ROLE_SESSION_NAME"),
                    token(
                        caller.directory().resolve(file.get()),
                        reason ->
                            ProblemException.malformed(
                                "token-file-unreadable",
                                "the file \"%s\" of AWS_WEB_IDENTITY_TOKEN_FILE %s"
                                    .formatted(file.get(), reason),
                                "correct AWS_WEB_IDENTITY_TOKEN_FILE, or unset it")))
                .from(
                    new KeyOrigin(
                        "the session of AWS_WEB_IDENTITY_TOKEN_FILE", KeyOrigin.NEW_SESSION)));
  }

  private ExpiringKeys resolve(CredentialSource source) {
    var keys = found(source);
    return keys.origin().equals(KeyOrigin.UNKNOWN) ? keys.from(KeyOrigins.of(source)) : keys;
  }

  private ExpiringKeys found(CredentialSource source) {
    return switch (source) {
      case CredentialSource.Keys keys -> new ExpiringKeys(keys.keys(), Optional.empty());
      case CredentialSource.Command process -> services.process().run(process);
      case CredentialSource.Sso sso -> services.sso().credentials(sso);
      case CredentialSource.Login login -> services.logins().credentials(login, settings.region());
      case WebIdentity identity -> webIdentity(identity);
      case Assumed assumed -> assumed(assumed);
      case CredentialSource.Machine(var kind) -> machine(kind);
    };
  }

  private Optional<ExpiringKeys> ofMachine(Kind kind) {
    var origin = KeyOrigins.of(new CredentialSource.Machine(kind));
    return services.machine().find(kind).map(keys -> keys.from(origin));
  }

  private ExpiringKeys machine(Kind kind) {
    var found = kind == Kind.ENVIRONMENT ? environmentKeys() : ofMachine(kind);
    return found.orElseThrow(() ->
        ProblemException.refused(
            "no-aws-credentials",
            "credential_source is " + kind.text() + ", but it provides no credentials",
            switch (kind) {
              case ENVIRONMENT ->
                  "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or specify another profile";
              case CONTAINER ->
                  "run it in a container of ECS or EKS with a role, or specify another profile";
              case INSTANCE ->
                  "run it on an EC2 instance with a role and without AWS_EC2_METADATA_DISABLED, or"
                      + " specify another profile";
            }));
  }

  private ExpiringKeys assumed(Assumed assumed) {
    var name = sessionName(assumed.role().sessionName());
    return services.roles().session(assumed, () -> source(assumed), name);
  }

  private ExpiringKeys source(Assumed assumed) {
    try {
      return resolve(assumed.source());
    } catch (ProblemException e) {
      throw assumed.source() instanceof CredentialSource.Machine
          ? BrokenProfile.of(
              assumed.role().profile(),
              e,
              e.problem().code().equals(HALF_PAIR)
                  ? "set both, or specify another profile"
                  : e.problem().hint())
          : e;
    }
  }

  private ExpiringKeys webIdentity(WebIdentity identity) {
    var token =
        token(
            identity.tokenFile(),
            reason ->
                BrokenProfile.of(
                    identity.profile(),
                    identity.place(),
                    "its web_identity_token_file \"%s\" %s"
                        .formatted(identity.tokenFile(), reason)));
    try {
      return exchange(identity.role(), identity.sessionName(), token);
    } catch (ProblemException e) {
      throw BrokenProfile.of(identity, e);
    }
  }

  private interface Complaint {
    ProblemException of(String reason);
  }

  private static JwtToken token(Path file, Complaint complaint) {
    try {
      return JwtToken.parse(Secret.of(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      throw complaint.of("does not exist");
    } catch (IOException e) {
      throw complaint.of("cannot be read: " + FileFailure.reason(e));
    } catch (ProblemException e) {
      throw complaint.of("is not a JWT");
    }
  }

  private ExpiringKeys exchange(RoleArn role, Optional<String> sessionName, JwtToken token) {
    SessionCredentials session =
        services
            .exchange()
            .exchange(
                new ExchangeRequest(
                    role,
                    new SessionName(sessionName(sessionName)),
                    token,
                    HOUR,
                    SessionPolicies.NONE));
    return new ExpiringKeys(
        new AwsKeys(
            session.accessKeyId(), session.secretAccessKey(), Optional.of(session.sessionToken())),
        Optional.of(session.expiresAt()));
  }

  private String sessionName(Optional<String> named) {
    return named.orElseGet(() -> "spiffe-aws-" + caller.clock().instant().getEpochSecond());
  }

  private ProfileReader reader() {
    return new ProfileReader(
        SharedProfiles.read(caller.environment(), caller.directory()),
        caller.directory(),
        caller.home());
  }
}
