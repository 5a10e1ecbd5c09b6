package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.SvidSource;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.X509Identities;
import io.spiffeaws.workload.X509Svid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Checks the chain from this process to AWS by IAM Roles Anywhere: agent, identity, X509-SVID,
/// endpoint, trust anchor, profile, role, exchange, session, and S3 if requested. As
/// [ExamineChain], which checks the chain with a token.
public final class ExamineCertificateChain {
  /// The checks whose hints would grant access to the ID in the X509-SVID.
  private static final Set<String> GRANTING =
      Set.of("entry", "role", "trust", "duration", "exchange", "s3_write", "s3_read", "s3_delete");

  private final ExamineAgent agent;
  private final Function<AgentAddress, X509Identities> agents;
  private final RetryBudget retryBudget;
  private final ExamineEntry entry;
  private final ExamineSvid svids;
  private final ExamineEndpoint endpoint;
  private final ExamineRegistration registration;
  private final ExamineCreateSession session;
  private final ExamineS3 s3;

  /// Creates the checks.
  ///
  /// @param agents returns the certificates of an agent
  public ExamineCertificateChain(
      ExamineAgent agent,
      Function<AgentAddress, X509Identities> agents,
      RetryBudget retryBudget,
      ExamineEntry entry,
      ExamineSvid svids,
      ExamineEndpoint endpoint,
      ExamineRegistration registration,
      ExamineCreateSession session,
      ExamineS3 s3) {
    this.agent = agent;
    this.agents = agents;
    this.retryBudget = retryBudget;
    this.entry = entry;
    this.svids = svids;
    this.endpoint = endpoint;
    this.registration = registration;
    this.session = session;
    this.s3 = s3;
  }

  /// The parameters of the checks.
  ///
  /// @param identity the identity to fetch
  /// @param given an X509-SVID to use instead of the agent's; may throw malformed
  /// @param target the trust anchor and the profile
  /// @param session the session to request; if empty, the checks stop at the profile
  /// @param s3 where to write an object with the session; if empty, S3 is not checked
  public record Request(
      SvidSelector identity,
      Optional<SvidSource> given,
      RolesAnywhereTarget target,
      Optional<ObtainCredentials.Request> session,
      Optional<S3Location> s3) {
    Optional<RoleArn> role() {
      return session.map(ObtainCredentials.Request::role);
    }
  }

  /// Runs the checks.
  ///
  /// @param listener receives each check when it has ended; later checks can change its result
  /// @throws ProblemException malformed, if an option or a variable cannot be parsed
  public List<Check> run(Request request, Consumer<Check> listener) {
    var report = new DoctorReport(listener);
    var svid =
        request.given().isPresent()
            ? Optional.of(request.given().get().svid())
            : agent.run(
                address -> new CertificateIdentities(agents.apply(address), retryBudget),
                request.identity(),
                request.role(),
                report);
    var id = svid.map(X509Svid::spiffeId).or(() -> request.identity().spiffeId());
    entry.run(id, svid.isPresent(), report);
    svids.run(svid, report);
    endpoint.run(request.target().region(), svid, report);
    registration.run(request, svid, report);
    request
        .session()
        .ifPresentOrElse(
            requested -> exchange(request, requested, svid, report),
            () -> skipRole(request, report));
    ServiceAccepted.run(report);
    if (request.given().isPresent()) {
      withholdGrants(report);
    }
    OperatorAccount.conclude(report);
    report.replaceAll(Effects::of);
    return report.checks();
  }

  /// Removes hints that would grant permissions to the ID in a certificate of unknown origin.
  private static void withholdGrants(DoctorReport report) {
    Stream.of("svid_chain", "anchor_ca")
        .filter(report::failed)
        .findFirst()
        .ifPresent(failed -> report.blockedBy(failed, GRANTING));
  }

  private void exchange(
      Request request,
      ObtainCredentials.Request requested,
      Optional<X509Svid> svid,
      DoctorReport report) {
    var obtained = session.run(requested, svid, report);
    request.s3().ifPresent(location -> s3(location, requested, obtained, report));
  }

  private void s3(
      S3Location location,
      ObtainCredentials.Request requested,
      Optional<SessionCredentials> obtained,
      DoctorReport report) {
    if (obtained.isEmpty()) {
      ExamineS3.skip("there is no session", report);
    } else {
      s3.run(location, requested, Optional.empty(), obtained.get(), report);
    }
  }

  private static void skipRole(Request request, DoctorReport report) {
    report.add(
        Check.skipped(
            "role",
            "no role specified, so the checks stop at the profile",
            "specify --role ARN or AWS_ROLE_ARN"));
    if (request.s3().isPresent()) {
      ExamineS3.skip("no role specified", report);
    }
  }
}
