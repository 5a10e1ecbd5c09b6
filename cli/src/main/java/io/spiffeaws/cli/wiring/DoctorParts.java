package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.chain.SdkCallerAccount;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.doctor.EntryLookup;
import io.spiffeaws.doctor.ExamineAgent;
import io.spiffeaws.doctor.ExamineEntry;
import io.spiffeaws.doctor.ExamineS3;
import io.spiffeaws.doctor.ExpectedIdentity;
import io.spiffeaws.doctor.MissingIdentity;
import io.spiffeaws.doctor.OperatorAccount;
import io.spiffeaws.doctor.ReaderCommands;
import io.spiffeaws.doctor.ServerInventory;
import io.spiffeaws.doctor.UnusableAgent;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.ListAgents;
import io.spiffeaws.spire.ListEntries;
import io.spiffeaws.system.CallerSource;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.GrpcWorkloadApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The checks that the chain with a token and the chain with a certificate have in common. Close it
/// to close its connections.
final class DoctorParts implements AutoCloseable {
  private final Invocation invocation;
  private final SessionOptions options;
  private final CredentialsWiring credentials;
  private final SdkClients clients;
  private final IamClient iam;
  private final RetryBudget retryBudget;
  private final Map<String, Optional<Role>> found = new HashMap<>();

  DoctorParts(Invocation invocation, SessionOptions options) {
    this.invocation = invocation;
    this.options = options;
    this.credentials = new CredentialsWiring(invocation);
    this.clients = new SdkClients(options.settings(invocation), invocation.calls());
    this.iam = clients.iam();
    this.retryBudget = options.waiting().retryBudget("a session", invocation);
  }

  CredentialsWiring credentials() {
    return credentials;
  }

  SdkClients clients() {
    return clients;
  }

  IamClient iam() {
    return iam;
  }

  RetryBudget retryBudget() {
    return retryBudget;
  }

  /// Finds a role of the operator's account by name, and keeps it.
  Optional<Role> role(String name) {
    return found.computeIfAbsent(name, new SdkRoles(iam)::find);
  }

  ExamineAgent agent(NamedServerOption server) {
    return new ExamineAgent(
        () -> options.workload().address(invocation),
        this::workload,
        retryBudget,
        missingIdentity(server),
        unusableAgent(server.way(invocation)));
  }

  GrpcWorkloadApi workload(AgentAddress address) {
    return new GrpcWorkloadApi(address, invocation.timeout(), invocation.calls());
  }

  ExamineEntry entry(NamedServerOption server) {
    return new ExamineEntry(server.way(invocation).map(this::entries));
  }

  /// The operator. A profile counts as specified only if its credentials are used.
  OperatorAccount operator() {
    var settings = options.settings(invocation);
    return new OperatorAccount(
        () -> account(clients.operatorsSts()),
        settings.profile().isPresent() && settings.ignoredProfile().isEmpty());
  }

  CallerAccount caller(SessionCredentials session) {
    return () -> account(sts(session));
  }

  ExamineS3 s3() {
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

  private MissingIdentity missingIdentity(NamedServerOption server) {
    var again =
        retrying() ? Optional.<String>empty() : Optional.of(invocation.commandWith("--wait=15s"));
    return new MissingIdentity(
        CallerSource.ofThisMachine(),
        server.way(invocation).map(this::inventory),
        new ExpectedIdentity(this::role),
        new ReaderCommands(again, server.typed()),
        invocation.clock());
  }

  private boolean retrying() {
    return invocation.arguments().stream().anyMatch(word -> word.startsWith("--wait"));
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
