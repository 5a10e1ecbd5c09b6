package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.workload.FetchJwtSvid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Checks the chain from this process to AWS, in the same order as STS: agent, identity, token,
/// issuer, provider, role, exchange, session, and S3 if requested. Every problem is a failed check.
/// A check is skipped if an earlier result or a permission is missing. Nothing is changed.
public final class ExamineChain {
  private static final List<String> SIGNATURE_CHECKS = List.of("token_alg", "token_key");

  /// The checks whose hints would grant access to the subject of the token.
  private static final Set<String> GRANTING =
      Set.of(
          "entry",
          "provider",
          "audience",
          "role",
          "trust",
          "tags",
          "duration",
          "exchange",
          "s3_write",
          "s3_read",
          "s3_delete");

  private final ExamineAgent agent;
  private final ExamineEntry entry;
  private final ExamineToken tokens;
  private final ExamineIssuer issuers;
  private final ExamineAccount account;
  private final ExamineSession session;
  private final Optional<ExamineCloudTrail> cloudTrail;
  private final ExamineS3 s3;

  public ExamineChain(
      ExamineAgent agent,
      ExamineEntry entry,
      ExamineToken tokens,
      ExamineIssuer issuers,
      ExamineAccount account,
      ExamineSession session,
      Optional<ExamineCloudTrail> cloudTrail,
      ExamineS3 s3) {
    this.agent = agent;
    this.entry = entry;
    this.tokens = tokens;
    this.issuers = issuers;
    this.account = account;
    this.session = session;
    this.cloudTrail = cloudTrail;
    this.s3 = s3;
  }

  /// The parameters of the checks.
  ///
  /// @param identity the identity and audience of the token to fetch
  /// @param given a token to use instead of the agent's
  /// @param issuer the issuer to check; if empty, the token's issuer
  /// @param session the session to request from STS; if empty, the checks stop at the issuer
  /// @param s3 where to write an object with the session; if empty, S3 is not checked
  public record Request(
      FetchJwtSvid.Request identity,
      Optional<GivenToken> given,
      Optional<IssuerUrl> issuer,
      Optional<ObtainCredentials.Request> session,
      Optional<S3Location> s3) {
    private Optional<RoleArn> role() {
      return session.map(ObtainCredentials.Request::role);
    }
  }

  /// Runs the checks.
  ///
  /// @param listener receives each check when it has ended; later checks can change its result
  /// @throws ProblemException malformed, if an option or a variable cannot be parsed
  public List<Check> run(Request request, Consumer<Check> listener) {
    var report = new DoctorReport(listener);
    var token =
        request.given().isPresent()
            ? request.given().get().read(report)
            : agent.run(request.identity(), request.role(), report);
    entry.run(id(request, token), token.isPresent(), report);
    tokens.run(token, request.issuer(), report);
    issuers.run(request.issuer().or(() -> token.flatMap(ExamineToken::issuer)), token, report);
    request
        .session()
        .ifPresentOrElse(
            requested -> aws(request, requested, token, report), () -> skipRole(request, report));
    ExamineSpelling.run(report);
    StsReached.run(report);
    withholdGrants(report);
    OperatorAccount.conclude(report);
    report.replaceAll(Effects::of);
    return report.checks();
  }

  /// Removes hints that would grant permissions to the subject of a token whose signature is not
  /// verified.
  private static void withholdGrants(DoctorReport report) {
    SIGNATURE_CHECKS.stream()
        .filter(report::failed)
        .findFirst()
        .ifPresent(failed -> report.blockedBy(failed, GRANTING));
  }

  private void aws(
      Request request,
      ObtainCredentials.Request requested,
      Optional<JwtToken> token,
      DoctorReport report) {
    account.run(requested, token, report);
    var obtained = session.run(requested, token, report);
    account.afterExchange(requested.role(), report);
    cloudTrail.ifPresent(events -> events.run(requested, token, report));
    request.s3().ifPresent(location -> s3(location, requested, token, obtained, report));
  }

  private void s3(
      S3Location location,
      ObtainCredentials.Request requested,
      Optional<JwtToken> token,
      Optional<SessionCredentials> obtained,
      DoctorReport report) {
    if (token.isEmpty() || obtained.isEmpty()) {
      ExamineS3.skip("there is no session", report);
    } else {
      s3.run(location, requested, token, obtained.get(), report);
    }
  }

  private static void skipRole(Request request, DoctorReport report) {
    report.add(
        Check.skipped(
            "role",
            "no role specified, so the checks stop at the issuer",
            "specify --role ARN or AWS_ROLE_ARN"));
    if (request.s3().isPresent()) {
      ExamineS3.skip("no role specified", report);
    }
  }

  /// The SPIFFE ID to look up. The subject of a token that SPIRE did not issue may not be one.
  private static Optional<SpiffeId> id(Request request, Optional<JwtToken> token) {
    return token
        .flatMap(JwtToken::subject)
        .flatMap(ExamineChain::id)
        .or(() -> request.identity().selector().spiffeId());
  }

  private static Optional<SpiffeId> id(String subject) {
    try {
      return Optional.of(SpiffeId.parse(subject));
    } catch (ProblemException notSpiffe) {
      return Optional.empty();
    }
  }
}
