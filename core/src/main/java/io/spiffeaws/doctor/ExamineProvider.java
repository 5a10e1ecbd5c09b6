package io.spiffeaws.doctor;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;

/// Checks whether the role's account has an OIDC provider for the token's issuer, which accepts its
/// audience.
public final class ExamineProvider {
  static final String PERMISSIONS =
      "requires iam:ListOpenIDConnectProviders and iam:GetOpenIDConnectProvider";

  private final CheckTrust trust;

  public ExamineProvider(CheckTrust trust) {
    this.trust = trust;
  }

  void run(RoleArn role, Optional<JwtToken> token, DoctorReport report) {
    if (token.filter(ExamineToken::hasTrustClaims).isEmpty()) {
      report.skip(ExamineToken.noTrustClaims(token), "provider");
      return;
    }
    try {
      report.addAll(trust.provider(role.toString(), token.get()));
    } catch (ProblemException e) {
      report.add(DoctorReport.unreadable("provider", PERMISSIONS, e.problem()));
    }
  }
}
