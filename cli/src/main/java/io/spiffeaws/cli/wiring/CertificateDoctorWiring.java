package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.doctor.ExamineAnchor;
import io.spiffeaws.doctor.ExamineCertificateChain;
import io.spiffeaws.doctor.ExamineCertificateRole;
import io.spiffeaws.doctor.ExamineCreateSession;
import io.spiffeaws.doctor.ExamineEndpoint;
import io.spiffeaws.doctor.ExamineProfile;
import io.spiffeaws.doctor.ExamineRegistration;
import io.spiffeaws.doctor.ExamineSvid;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.SvidSource;
import io.spiffeaws.rolesanywhere.anchor.SdkTrustAnchors;
import io.spiffeaws.rolesanywhere.management.ManagementCalls;
import io.spiffeaws.rolesanywhere.profile.SdkRolesAnywhereProfiles;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.workload.GrpcX509Identities;
import java.util.Optional;

/// Creates the checks of the whole chain with an X509-SVID. Close it to close its connections.
public final class CertificateDoctorWiring implements AutoCloseable {
  private final Invocation invocation;
  private final SessionOptions options;
  private final RolesAnywhereTarget target;
  private final DoctorParts parts;
  private final RolesAnywhereWiring rolesAnywhere;

  public CertificateDoctorWiring(
      Invocation invocation, SessionOptions options, RolesAnywhereTarget target) {
    this.invocation = invocation;
    this.options = options;
    this.target = target;
    this.parts = new DoctorParts(invocation, options);
    this.rolesAnywhere = new RolesAnywhereWiring(invocation);
  }

  /// The files of an X509-SVID; empty if the agent is used.
  public Optional<SvidSource> files() {
    return rolesAnywhere.files(options);
  }

  public ExamineCertificateChain examineChain(NamedServerOption server) {
    var settings = options.settings(invocation);
    return new ExamineCertificateChain(
        parts.agent(server),
        address -> new GrpcX509Identities(parts.workload(address)),
        parts.retryBudget(),
        parts.entry(server),
        new ExamineSvid(invocation.clock()),
        new ExamineEndpoint(rolesAnywhere.probe(settings), invocation.clock()),
        registration(),
        new ExamineCreateSession(this::obtainCredentials, parts::caller, parts.retryBudget()),
        parts.s3());
  }

  private ExamineRegistration registration() {
    var region = parts.clients().region();
    var calls =
        new ManagementCalls(
            parts.clients().operatorsRest(ManagementCalls.service()), invocation.sleeper());
    return new ExamineRegistration(
        parts.operator(),
        new ExamineAnchor(name -> new SdkTrustAnchors(calls, name), region, invocation.clock()),
        new ExamineProfile(name -> new SdkRolesAnywhereProfiles(calls, name), region),
        new ExamineCertificateRole(new SdkRoles(parts.iam())));
  }

  private ObtainCredentials obtainCredentials(SvidSource svids) {
    var first =
        rolesAnywhere.firstSession(
            svids, target, options.settings(invocation), parts.retryBudget());
    return parts
        .credentials()
        .obtainCredentials(options, first, SessionStore.NONE, parts.retryBudget());
  }

  @Override
  public void close() {
    parts.close();
  }
}
