package io.spiffeaws.cli;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.view.CheckProgress;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.cli.view.ExplanationView;
import io.spiffeaws.cli.wiring.CertificateDoctorWiring;
import io.spiffeaws.cli.wiring.DoctorWiring;
import io.spiffeaws.doctor.CheckExplanations;
import io.spiffeaws.doctor.ExamineCertificateChain;
import io.spiffeaws.doctor.ExamineChain;
import io.spiffeaws.doctor.GivenToken;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.workload.FetchJwtSvid;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws doctor`.
@Command(
    name = "doctor",
    addMethodSubcommands = false,
    description = {
      "Check every step from this process to AWS, and print the cause and the fix",
      "Checks agent, identity, token, issuer, provider, role, exchange and session, with a"
          + " line for each. Without a role, it checks up to the issuer. With --s3, it also writes, reads"
          + " and deletes an object with the session.",
      "With --trust-anchor-arn, it checks the X509-SVID, trust anchor, profile, role and session of"
          + " IAM Roles Anywhere instead.",
      "A check is skipped if an earlier step failed or a permission is missing. Nothing else is"
          + " changed. The exit code is 6 if a check failed.",
      "The registration entry is checked if --server-socket, SPIRE_SERVER_SOCKET,"
          + " SPIRE_SERVER_ADDRESS or SPIRE_SERVER_EXEC is set."
    },
    footer = {
      "# Check up to a session of a role",
      "spiffe-aws doctor --role arn:aws:iam::123456789012:role/s3-app",
      "# Check access to a bucket too",
      "spiffe-aws doctor --role arn:aws:iam::123456789012:role/s3-app \\",
      "  --s3 s3://reports/2026",
      "# Check a session of IAM Roles Anywhere",
      "spiffe-aws doctor --role arn:aws:iam::123456789012:role/s3-app \\",
      "  --trust-anchor-arn \\",
      "  arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID \\",
      "  --profile-arn arn:aws:rolesanywhere:eu-west-1:123456789012:profile/ID"
    })
public final class DoctorCommand implements CliCommand {
  @Mixin private OperatorSessionOptions session;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Issuer URL, exactly as it should be in the token's iss",
        "[env: SPIFFE_AWS_ISSUER] [default: that of the token]"
      })
  private @Nullable String issuer;

  @Option(
      names = "--s3",
      paramLabel = "s3://BUCKET[/PREFIX]",
      description = "Check also that the session can write, read and delete an object there")
  private @Nullable S3Location s3;

  @Mixin private NamedServerOption server;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show every check, also those that passed and are part of another one")
  private boolean verbose;

  @Option(
      names = "--cloudtrail",
      description = "If STS denies the exchange, quote the token that AWS saw from CloudTrail")
  private boolean cloudTrail;

  @Option(
      names = "--explain",
      paramLabel = "CHECK",
      completionCandidates = CheckNames.class,
      description = "Only explain a check: what it does, why AWS requires it, and its fixes")
  private @Nullable String explained;

  /// The values of `--explain`.
  static final class CheckNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return CheckExplanations.names().iterator();
    }
  }

  @Override
  public int run(Invocation invocation) {
    if (explained != null) {
      ExplanationView.show(CheckExplanations.of(explained), invocation.output());
      return ExitCode.DONE;
    }
    session.warnOfIgnoredProfile(invocation);
    var target = session.target(invocation);
    return target.isPresent() ? ofCertificate(target.get(), invocation) : ofToken(invocation);
  }

  private int ofCertificate(RolesAnywhereTarget target, Invocation invocation) {
    if (issuer != null) {
      session.rejectTokenOption("--issuer", invocation);
    }
    if (cloudTrail) {
      session.rejectTokenOption("--cloudtrail", invocation);
    }
    List<Check> checks;
    try (var wiring = new CertificateDoctorWiring(invocation, session, target);
        var progress = new CheckProgress(invocation.output())) {
      var request =
          new ExamineCertificateChain.Request(
              session.workload().selector(invocation),
              wiring.files(),
              target,
              session.requestIfNamed(invocation),
              Optional.ofNullable(s3));
      checks = wiring.examineChain(server).run(request, progress);
    }
    return ChecksView.showDiagnosis(checks, verbose, invocation.output());
  }

  private int ofToken(Invocation invocation) {
    var request =
        new ExamineChain.Request(
            new FetchJwtSvid.Request(
                session.audience().audience(invocation), session.workload().selector(invocation)),
            session.tokenFile().map(where -> given(where, invocation)),
            IssuerOption.named(issuer, invocation),
            session.requestIfNamed(invocation),
            Optional.ofNullable(s3));
    List<Check> checks;
    try (var wiring = new DoctorWiring(invocation, session);
        var progress = new CheckProgress(invocation.output())) {
      checks = wiring.examineChain(server, eventsOf(request)).run(request, progress);
    }
    return ChecksView.showDiagnosis(checks, verbose, invocation.output());
  }

  private static GivenToken given(String where, Invocation invocation) {
    return new GivenToken(
        TypedCommand.of("--token-file %s", where), () -> TokenInput.read(where, invocation));
  }

  private Optional<RoleArn> eventsOf(ExamineChain.Request request) {
    return request.session().filter(_ -> cloudTrail).map(ObtainCredentials.Request::role);
  }
}
