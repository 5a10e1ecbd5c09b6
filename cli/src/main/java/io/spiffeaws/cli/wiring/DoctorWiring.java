package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.chain.SdkCallerAccount;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.doctor.EntryLookup;
import io.spiffeaws.doctor.ExamineAccount;
import io.spiffeaws.doctor.ExamineAgent;
import io.spiffeaws.doctor.ExamineChain;
import io.spiffeaws.doctor.ExamineCloudTrail;
import io.spiffeaws.doctor.ExamineEntry;
import io.spiffeaws.doctor.ExamineIssuer;
import io.spiffeaws.doctor.ExamineProvider;
import io.spiffeaws.doctor.ExamineRole;
import io.spiffeaws.doctor.ExamineS3;
import io.spiffeaws.doctor.ExamineSession;
import io.spiffeaws.doctor.ExamineToken;
import io.spiffeaws.doctor.ExpectedIdentity;
import io.spiffeaws.doctor.MissingIdentity;
import io.spiffeaws.doctor.ReaderCommands;
import io.spiffeaws.doctor.SdkDeniedExchanges;
import io.spiffeaws.doctor.ServerInventory;
import io.spiffeaws.doctor.UnusableAgent;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.ListAgents;
import io.spiffeaws.spire.ListEntries;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.system.ProcCaller;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.workload.GrpcWorkloadApi;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Creates the checks of the whole chain. Close it to close its connections.
public final class DoctorWiring implements AutoCloseable {
  private final Invocation invocation;
  private final SessionOptions options;
  private final CredentialsWiring credentials;
  private final SdkClients clients;
  private final IamClient iam;

  public DoctorWiring(Invocation invocation, SessionOptions options) {
    this.invocation = invocation;
    this.options = options;
    this.credentials = new CredentialsWiring(invocation);
    this.clients = new SdkClients(options.settings(invocation), invocation.calls());
    this.iam = clients.iam();
  }

  /// @param cloudTrail the role whose denied exchanges are read from CloudTrail; empty for none
  public ExamineChain examineChain(NamedServerOption server, Optional<RoleArn> cloudTrail) {
    var retryBudget = options.waiting().retryBudget(invocation);
    var review = credentials.reviewToken();
    var roles = new SdkRoles(iam);
    var providers = new SdkOidcProviders(iam);
    var trust = new CheckTrust(roles, providers, review);
    var found = new HashMap<String, Optional<Role>>();
    Function<String, Optional<Role>> findRole = name -> found.computeIfAbsent(name, roles::find);
    return new ExamineChain(
        agent(
            retryBudget, missingIdentity(server, findRole), unusableAgent(server.way(invocation))),
        new ExamineEntry(server.way(invocation).map(this::entries)),
        new ExamineToken(review, invocation.clock()),
        issuer(),
        new ExamineAccount(
            () -> account(clients.operatorsSts()),
            new ExamineProvider(trust, providers, findRole),
            new ExamineRole(findRole, trust)),
        session(retryBudget),
        cloudTrail.map(this::cloudTrail),
        s3());
  }

  private ExamineCloudTrail cloudTrail(RoleArn role) {
    var calls = clients.operatorsJson(SdkDeniedExchanges.SERVICE, role.partition());
    return new ExamineCloudTrail(new SdkDeniedExchanges(calls), invocation.clock());
  }

  private ExamineS3 s3() {
    return new ExamineS3(
        session -> credentials.objects(options, session),
        credentials.accessPolicies(options),
        () -> credentials.uniqueName("spiffe-aws-check-"));
  }

  private UnusableAgent unusableAgent(Optional<ServerOptions.Way> server) {
    return new UnusableAgent(
        server.map(this::inventory),
        server
            .filter(ServerOptions.Way.Socket.class::isInstance)
            .map(ServerOptions.Way.Socket.class::cast)
            .map(socket -> TypedCommand.of(" -socketPath %s", socket.path()))
            .orElse(""),
        invocation.clock());
  }

  private ExamineAgent agent(
      RetryBudget retryBudget, MissingIdentity missing, UnusableAgent unusable) {
    return new ExamineAgent(
        () -> options.workload().address(invocation),
        address -> new GrpcWorkloadApi(address, invocation.timeout(), invocation.calls()),
        retryBudget,
        missing,
        unusable);
  }

  private MissingIdentity missingIdentity(
      NamedServerOption server, Function<String, Optional<Role>> findRole) {
    var again =
        retrying() ? Optional.<String>empty() : Optional.of(invocation.commandWith("--wait=15s"));
    return new MissingIdentity(
        new ProcCaller(),
        server.way(invocation).map(this::inventory),
        new ExpectedIdentity(findRole),
        new ReaderCommands(again, server.typed()),
        invocation.clock());
  }

  private boolean retrying() {
    return invocation.arguments().stream().anyMatch(word -> word.startsWith("--wait"));
  }

  private ExamineIssuer issuer() {
    return new ExamineIssuer(new OidcWiring(invocation).checkIssuer(), invocation.clock());
  }

  private ExamineSession session(RetryBudget retryBudget) {
    return new ExamineSession(
        (tokens, causeKnown) ->
            causeKnown
                ? credentials.obtainUnexplained(options, tokens, retryBudget)
                : credentials.obtainCredentials(options, tokens, SessionStore.NONE, retryBudget),
        session -> () -> account(sts(session)),
        retryBudget);
  }

  private StsClient sts(SessionCredentials session) {
    return clients.sts(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
  }

  private static AwsAccount account(StsClient client) {
    try (client) {
      return new SdkCallerAccount(client).find();
    }
  }

  private EntryLookup entries(ServerOptions.Way way) {
    return id -> {
      try (var spire = SpireWiring.open(way, invocation)) {
        return new ListEntries(spire.entries()).run(EntryFilter.bySpiffeId(id));
      }
    };
  }

  private ServerInventory inventory(ServerOptions.Way way) {
    return () -> {
      try (var spire = SpireWiring.open(way, invocation)) {
        return new ServerInventory.Inventory(
            new ListEntries(spire.entries()).run(EntryFilter.ALL),
            new ListAgents(spire.agents()).run());
      }
    };
  }

  @Override
  public void close() {
    iam.close();
  }
}
