package io.spiffeaws.trust.subject;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.List;
import java.util.Optional;

/// A trust policy of one provider, and its edits.
abstract class EditedPolicy {
  static final ProviderArn PROVIDER = new ProviderArn("arn:aws:iam::123456789012:oidc-provider/h");

  static int edited(List<String> conditions, Optional<String> audience) {
    var before = policy(conditions.stream().map(SubjectEditorTest::statement).toList());
    var after = add(before, "w:b", audience).policy().statements();
    for (var i = 0; i < after.size(); i++) {
      if (after.get(i).document().toString().contains("spiffe://td/b")) {
        return i;
      }
    }
    return -1;
  }

  static PolicyEdit add(TrustPolicy policy, String sub) {
    return add(policy, sub, Optional.empty());
  }

  static PolicyEdit add(TrustPolicy policy, String sub, Optional<String> audience) {
    return SubjectEditor.addSub(policy, target(audience), subject(sub), false);
  }

  static PolicyEdit remove(TrustPolicy policy, String sub) {
    return SubjectEditor.removeSub(policy, target(Optional.empty()), subject(sub));
  }

  static ProviderAudience target(Optional<String> audience) {
    return new ProviderAudience(PROVIDER, audience);
  }

  static Subject subject(String sub) {
    return Subject.parse(json(sub));
  }

  static boolean allows(TrustPolicy policy, String sub) {
    return TrustDecision.decide(
            policy,
            new WebIdentity(PROVIDER.text(), "h", json(sub), ProviderAudience.DEFAULT_AUDIENCE))
        .allowed();
  }

  interface Call {
    Object run();
  }

  static String refusal(Call call) {
    return catchThrowableOfType(ProblemException.class, call::run).problem().code();
  }

  static String statement(String condition) {
    return "{`Sid`:`s`,`Effect`:`Allow`,`Principal`:{`Federated`:`P`},"
        + "`Action`:[`sts:AssumeRoleWithWebIdentity`],`Condition`:"
        + condition.replace("'", "`").strip()
        + "}";
  }

  static TrustPolicy policy(String... statements) {
    return policy(List.of(statements));
  }

  static TrustPolicy policy(List<String> statements) {
    return TrustPolicy.parse(
        json("{`Version`:`2012-10-17`,`Statement`:[" + String.join(",", statements) + "],`X`:1}"));
  }

  static String json(String text) {
    return text.replace("`P`", "`" + PROVIDER + "`")
        .replace("`Q`", "`arn:aws:iam::123456789012:oidc-provider/q`")
        .replace("`A`", "`" + ProviderAudience.DEFAULT_AUDIENCE + "`")
        .replace("`A*`", "`sts.*`")
        .replace("w:", "spiffe://td/")
        .replace('`', '"');
  }
}
