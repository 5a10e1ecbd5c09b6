package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.workload.FetchJwtSvid;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks the chain from this process to AWS, in the order in which STS looks: agent, identity,
/// token, issuer, provider, role, exchange, session. Whatever is wrong is a check that failed; what
/// cannot be looked at, for want of an earlier link or of rights, is skipped. It changes nothing.
public final class ExamineChain {
  private static final List<String> OF_THE_SIGNATURE = List.of("token_alg", "token_key");

  /// What these say to mend would let in whom the token names.
  private static final Set<String> WIDENING =
      Set.of("entry", "provider", "audience", "role", "trust", "tags", "duration", "exchange");

  private final ExamineAgent agent;
  private final ExamineEntry entry;
  private final ExamineToken tokens;
  private final ExamineIssuer issuers;
  private final ExamineAccount account;
  private final ExamineSession session;

  public ExamineChain(
      ExamineAgent agent,
      ExamineEntry entry,
      ExamineToken tokens,
      ExamineIssuer issuers,
      ExamineAccount account,
      ExamineSession session) {
    this.agent = agent;
    this.entry = entry;
    this.tokens = tokens;
    this.issuers = issuers;
    this.account = account;
    this.session = session;
  }

  /// @param identity whose token, and for whom
  /// @param given a token from elsewhere, in place of an agent's
  /// @param issuer to look at; that of the token where it is empty
  /// @param session that is wanted of STS; where it is empty, the walk ends at the issuer
  public record Request(
      FetchJwtSvid.Request identity,
      Optional<JwtToken> given,
      Optional<IssuerUrl> issuer,
      Optional<ObtainCredentials.Request> session) {}

  /// @throws ProblemException malformed, where an option or a variable cannot be read
  public List<Check> run(Request request) {
    var walk = new DoctorReport();
    var token = request.given().or(() -> agent.run(request.identity(), walk));
    entry.run(id(request, token), token.isPresent(), walk);
    tokens.run(token, request.issuer(), walk);
    issuers.run(request.issuer().or(() -> token.flatMap(ExamineToken::issuer)), token, walk);
    request.session().ifPresentOrElse(wanted -> aws(wanted, token, walk), () -> end(walk));
    trustNoForgery(walk);
    return walk.checks();
  }

  /// A subject that anyone may have made up gets no rights by a hint.
  private static void trustNoForgery(DoctorReport walk) {
    OF_THE_SIGNATURE.stream()
        .filter(walk::failed)
        .findFirst()
        .ifPresent(failed -> walk.blockedBy(failed, WIDENING));
  }

  private void aws(ObtainCredentials.Request wanted, Optional<JwtToken> token, DoctorReport walk) {
    account.run(wanted, token, walk);
    session.run(wanted, token, walk);
  }

  private static void end(DoctorReport walk) {
    walk.add(
        Check.skipped(
            "role",
            "no role specified, so the checks stop at the issuer",
            "specify --role ARN or AWS_ROLE_ARN"));
  }

  /// A token of another issuer than SPIRE has a subject that is no SPIFFE ID.
  private static Optional<SpiffeId> id(Request request, Optional<JwtToken> token) {
    return token
        .flatMap(JwtToken::subject)
        .flatMap(ExamineChain::id)
        .or(() -> request.identity().choice().spiffeId());
  }

  private static Optional<SpiffeId> id(String subject) {
    try {
      return Optional.of(SpiffeId.parse(subject));
    } catch (ProblemException notOne) {
      return Optional.empty();
    }
  }
}
